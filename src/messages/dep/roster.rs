//! Classes, courses, places and people of Apple School Manager.

use crate::{
    record::{record, tokens},
    wire::{Date, Text, Texts},
};

record! {
    /// Asks for a page; body of every call below `/roster`: Apple, "RosterRequest".
    pub struct RosterRequest<'a> {
        /// Where to go on; left out at first.
        "cursor" => cursor: Option<Text<'a>>, longest(512);
        /// The most entries of a page, 1,000 if it is left out.
        "limit" => limit: Option<i64>, range(1, i32::MAX as i64);
    }
}

record! {
    /// A page of classes: Apple, "RosterClassResponse".
    pub struct RosterClassResponse<'a> {
        /// The classes, by their `source_system_identifier`.
        "classes" => classes: Vec<RosterClass<'a>>;
        /// Where the next page begins.
        "cursor" => cursor: Option<Text<'a>>, longest(512);
        /// There is another page.
        "more_to_follow" => more_to_follow: Option<bool>;
    }
}

record! {
    /// A page of courses: Apple, "RosterCourseResponse".
    pub struct RosterCourseResponse<'a> {
        /// The courses.
        "courses" => courses: Vec<RosterCourse<'a>>;
        /// Where the next page begins.
        "cursor" => cursor: Option<Text<'a>>, longest(512);
        /// There is another page.
        "more_to_follow" => more_to_follow: Option<bool>;
    }
}

record! {
    /// A page of places: Apple, "RosterClassLocationResponse".
    pub struct RosterClassLocationResponse<'a> {
        /// Where the next page begins.
        "cursor" => cursor: Option<Text<'a>>, longest(512);
        /// The places.
        "locations" => locations: Vec<RosterLocation<'a>>;
        /// There is another page.
        "more_to_follow" => more_to_follow: Option<bool>;
    }
}

record! {
    /// A page of people: Apple, "RosterPersonResponse".
    pub struct RosterPersonResponse<'a> {
        /// Where the next page begins.
        "cursor" => cursor: Option<Text<'a>>, longest(512);
        /// There is another page.
        "more_to_follow" => more_to_follow: Option<bool>;
        /// Teachers and students.
        "persons" => persons: Vec<RosterPerson<'a>>;
    }
}

record! {
    /// A class: Apple, "RosterClass".
    pub struct RosterClass<'a> {
        /// What people call it.
        "class_display_name" => class_display_name: Option<Text<'a>>, since(5);
        /// The picture that a teacher chose.
        "class_icon_identifier" => class_icon_identifier: Option<Text<'a>>, since(5);
        /// Its number.
        "class_number" => class_number: Option<Text<'a>>, since(4), longest(256);
        /// The course that it belongs to.
        "course" => course: Option<BaseRosterCourse<'a>>, NULL;
        /// The identifiers of its teachers.
        "instructor_unique_identifiers" => instructor_unique_identifiers: Texts<'a>, NULL;
        /// Where it takes place.
        "location" => location: Option<BaseRosterLocation<'a>>, NULL;
        /// Its name.
        "name" => name: Option<Text<'a>>, longest(1024);
        /// When it last changed.
        "op_date" => op_date: Option<Date>, since(3);
        /// Its room.
        "room" => room: Option<Text<'a>>, longest(512);
        /// Where the record comes from.
        "source" => source: Option<RosterSource<'a>>;
        /// What the organization itself calls it.
        "source_system_identifier" => source_system_identifier: Option<Text<'a>>, longest(256), NULL;
        /// Whether it takes place.
        "status" => status: Option<ClassStatus<'a>>, since(3);
        /// The identifiers of its students.
        "student_unique_identifiers" => student_unique_identifiers: Texts<'a>, NULL;
        /// Identifies it everywhere.
        "unique_identifier" => unique_identifier: Text<'a>, longest(256);
    }
}

tokens! {
    /// Whether a class takes place.
    pub enum ClassStatus {
        /// It does.
        "Active" => Active;
        /// It does not.
        "Inactive" => Inactive;
    }
}

tokens! {
    /// Where a record of Apple School Manager comes from.
    pub enum RosterSource {
        /// A file with a row for each.
        "CSV" => Csv;
        /// The Device Enrollment Program.
        "DEP" => Dep;
        /// An enrolment.
        "ENROLLMENT" => Enrollment;
        /// Apple School Manager made it by a formula.
        "FORMULA_GENERATED" => FormulaGenerated;
        /// A directory.
        "LDAP" => Ldap;
        /// Somebody entered it.
        "MANUAL" => Manual;
        /// iTunes U, as it was until 2021; in the archived reference only.
        "iTunes U" => ITunesU;
        /// Files sent by SFTP.
        "SFTP" => Sftp;
        /// The system that the school keeps its students in.
        "SIS" => Sis;
        /// Apple School Manager.
        "SYSTEM" => System;
    }
}

record! {
    /// The course of a class, in short: Apple, "BaseRosterCourse".
    pub struct BaseRosterCourse<'a> {
        /// Its name.
        "name" => name: Option<Text<'a>>, longest(1024);
        /// Identifies it everywhere.
        "unique_identifier" => unique_identifier: Text<'a>, longest(256);
    }
}

record! {
    /// The place of a class, in short: Apple, "BaseRosterLocation".
    pub struct BaseRosterLocation<'a> {
        /// Its name.
        "name" => name: Option<Text<'a>>, longest(1024);
        /// Identifies it everywhere.
        "unique_identifier" => unique_identifier: Text<'a>, longest(256);
    }
}

record! {
    /// A course: Apple, "RosterCourse".
    pub struct RosterCourse<'a> {
        /// Its number.
        "course_number" => course_number: Option<Text<'a>>;
        /// Its name.
        "name" => name: Option<Text<'a>>, longest(1024);
        /// When it last changed.
        "op_date" => op_date: Option<Date>;
        /// Where the record comes from.
        "source" => source: Option<RosterSource<'a>>;
        /// What the organization itself calls it.
        "source_system_identifier" => source_system_identifier: Option<Text<'a>>, longest(256), NULL;
        /// Whether it takes place.
        "status" => status: Option<Text<'a>>;
        /// Identifies it everywhere.
        "unique_identifier" => unique_identifier: Text<'a>, longest(256);
    }
}

record! {
    /// A place: Apple, "RosterLocation".
    pub struct RosterLocation<'a> {
        /// Its name.
        "name" => name: Option<Text<'a>>, longest(1024);
        /// When it last changed.
        "op_date" => op_date: Option<Date>;
        /// Where the record comes from.
        "source" => source: Option<RosterSource<'a>>;
        /// What the organization itself calls it.
        "source_system_identifier" => source_system_identifier: Option<Text<'a>>, longest(256), NULL;
        /// Whether it is in use.
        "status" => status: Option<Text<'a>>;
        /// Identifies it everywhere.
        "unique_identifier" => unique_identifier: Text<'a>, longest(256);
    }
}

record! {
    /// A teacher or a student: Apple, "RosterPerson".
    pub struct RosterPerson<'a> {
        /// The e-mail address that the portal shows.
        "email_address" => email_address: Option<Text<'a>>, since(5);
        /// The given name.
        "first_name" => first_name: Option<Text<'a>>, since(3), longest(1024);
        /// The grade of a student.
        "grade" => grade: Option<Text<'a>>, longest(256), NULL;
        /// Signs in by another identity provider.
        "is_federated_auth" => is_federated_auth: Option<bool>, since(6);
        /// The family name.
        "last_name" => last_name: Option<Text<'a>>, since(3), longest(1024);
        /// The Managed Apple Account.
        "managed_apple_id" => managed_apple_id: Option<Text<'a>>, longest(1024);
        /// The middle name.
        "middle_name" => middle_name: Option<Text<'a>>, since(3), longest(1024), NULL;
        /// The whole name.
        "name" => name: Option<Text<'a>>, longest(1024);
        /// When the record last changed.
        "op_date" => op_date: Option<Date>;
        /// What passwords look like.
        "passcode_type" => passcode_type: Option<PasscodeType<'a>>, since(3);
        /// The identifier that the portal shows.
        "person_id" => person_id: Option<Text<'a>>, since(4);
        /// The user name in the system that the school keeps its students in.
        "sis_username" => sis_username: Option<Text<'a>>, since(5);
        /// Where the record comes from.
        "source" => source: Option<RosterSource<'a>>;
        /// What the organization itself calls the person.
        "source_system_identifier" => source_system_identifier: Option<Text<'a>>, longest(256), NULL;
        /// Whether the account can be used.
        "status" => status: Option<PersonStatus<'a>>, since(3);
        /// Identifies the person everywhere.
        "unique_identifier" => unique_identifier: Text<'a>, longest(256);
    }
}

tokens! {
    /// What passwords look like.
    pub enum PasscodeType {
        /// Eight characters and more.
        "complex" => Complex;
        /// Four digits.
        "four" => Four;
        /// Six digits.
        "six" => Six;
    }
}

tokens! {
    /// Whether an account can be used.
    pub enum PersonStatus {
        /// It can.
        "Active" => Active;
        /// It was locked since somebody else may have taken it over.
        "AtoLocked" => AtoLocked;
        /// It was locked after wrong passwords.
        "FailedPasswordLocked" => FailedPasswordLocked;
        /// It cannot.
        "InActive" => Inactive;
    }
}
