//! How the crate is built.
//!
//! # From bytes to a report
//!
//! ```text
//!   bytes ── front ── which format, which message
//!              │
//!            wire     a cursor stands on one value and reads it as what is wanted     (binary, json, xml)
//!              │
//!            walk ─── one dictionary, key by key; schema says what each key is
//!              │  └── record: the place of each value in a struct of messages
//!              │
//!            report   what is wrong: code, severity, span, key path, expected, found
//!              │
//!            render   … in words, as snippets, as lines for programs
//! ```
//!
//! A body is read once. Its bytes are checked to be UTF-8, the cursor is put behind the prolog, and `front` looks at the
//! keys of the outermost dictionary until it knows which message it is; mostly that is the second or third key. Then
//! `walk` goes through the dictionary and puts each value into its place. What is unusual takes a slower way to the same
//! end, and is noted in the log on the way.
//!
//! # The map
//!
//! | module | what it is | what is absent from it |
//! |---|---|---|
//! | `wire` | the formats: cursors, scalars, [`Value`](crate::Value), its writers, [`Limits`](crate::Limits), [`Policy`](crate::Policy) | any key of Apple's |
//! | [`schema`](crate::schema) | what a message is, as static data: [`Record`](crate::schema::Record), [`Key`](crate::schema::Key), [`Rule`](crate::schema::Rule) | anything that reads |
//! | `record` | `record!`, `tokens!`, `messages!`: one declaration makes struct, table and places | what a rule means |
//! | `walk`, `conditions` | the one engine, compiled once a format; rules that hold for some senders | a format, a single key |
//! | [`Context`](crate::Context) | what is known of the sender | guesses |
//! | [`report`](crate::report) | problems as data, one [`Code`](crate::Code) a rule with its page | sentences |
//! | [`messages`](crate::messages) | the declarations, one file a theme | formats |
//! | [`render`](crate::render) | sentences, snippets, a printer for each format of reports | decisions |
//! | `front` | from a body to a message, and from it to the documents in its data | rules |
//! | `capture` | messages out of logs and sessions, and what they say of each other; behind its feature | a key's meaning, but for those that name sender and command |
//! | `members`, `ser`, `de`, `interop` | messages and values for serde, any format for types of other people, values of `plist`; each behind its feature | rules |
//! | the binary | arguments, files, exit codes | anything that knows a message |
//!
//! Nothing in the library opens a file, asks a clock or reads the environment. nom stands in the grammar of prologs,
//! references, numbers and dates (`lex.rs` of each format in `wire`), of what stands before the lines of a log and of rows of
//! octets (`capture`), and in no public signature.
//!
//! # Two speeds, one grammar
//!
//! A cursor has quick methods and complete ones. The quick ones know the usual spelling: `<string>` at once behind the
//! gap, no references, digits without a sign. They say no to anything else and have not moved then; the complete ones
//! take over at the same byte and read all that the policy reads, logging what was odd. So nothing is read by two
//! grammars that could disagree: what the quick methods take is a part of what the complete ones take, and the tests hold
//! them against each other.
//!
//! The quick methods are quick because writers are regular. All elements of a dictionary are indented alike, so the gap
//! before a key is compared as one word rather than searched for its end. Keys come in sorted order, so the expected one
//! is tried first, `NAME</key>` in two words of sixteen bytes; then the next one; then a table that is made when the
//! crate is compiled. In a list, each item tells the next one's order; in JSON, from the third item on, the bytes
//! between two values too, so that a comma, a key and its colon are compared at once. Text is scanned sixteen bytes at a
//! time for the few bytes that need attention.
//!
//! Functions that are rarely needed take the cursor by value and give it back. One reference to it would put it into
//! memory for the whole walk, and each value's end is where the next one is looked for: the detour shows.
//!
//! # What it costs in memory
//!
//! A check-in allocates nothing: its texts are slices of the body, its octets stay base64 until they are asked for, its
//! path is a few bytes in the log. A list of dictionaries takes one allocation, or two if there are more than two, the
//! second sized by how long the items were so far and how far the list can reach; a list of scalars takes none, since it is read again when asked for. What records in lists take
//! in all is bounded by the size of the body, whatever it says: beyond that, items are checked and not kept
//! ([`Code::Expansion`](crate::Code::Expansion)).
//!
//! # The way back
//!
//! What is read can be written: [`Value::to_xml`](crate::Value::to_xml) byte for byte as Apple's writer, [`Value::to_json`](crate::Value::to_json),
//! [`Canonical`](crate::Canonical) for comparing. All three go through the steps of a value, a flat sequence, so that none recurses; what a format has
//! no words for is found before the first byte is written, with its path ([`Unwritable`](crate::Unwritable)).
//!
//! With the feature `serde`, a record is serialized as it is filled, field by field through one small trait, so that a
//! message more costs as little in a program that serializes as in one that decodes. For types of other people, the
//! document is first checked whole, as a value would be, and then read again by a deserializer over the same cursors:
//! so a type sees nothing of a document that is not read, and its recursion is as deep as the document at most.
//! With the feature `plist`, values go to `plist::Value` and come back, without loss or with an error.
//!
//! # What can't happen
//!
//! No `unsafe`, no recursion by the input: records lie in each other only as deep as they are declared, any other value
//! is traversed with a stack of its own that ends at [`Limits::depth`](crate::Limits::depth). [`Value`](crate::Value) lies flat in one list, so that dropping,
//! cloning, comparing or printing it does not recurse either. Keys that stand twice are found by sorting, attributes that stand twice among
//! the first sixteen. The fuzz targets hold all of this against arbitrary input.
