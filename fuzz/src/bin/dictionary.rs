//! Prints the dictionary of the target `message`:
//!
//!     cargo run --bin dictionary > dict/message.dict

fn main() {
    print!("{}", mdmwire_fuzz::dictionary::dictionary());
}
