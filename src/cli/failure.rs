//! Why a command failed, with its exit code.

use crate::diagnostic::Diagnostics;

/// Why a command failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// Faults in a user's measure, template, workspace or import files.
    Faults(Diagnostics),
    /// Wrong use, or a period that is not available.
    Usage {
        /// What is wrong.
        message: String,
        /// What to do.
        hint: String,
    },
    /// The snapshot is missing or refused.
    Snapshot(Diagnostics),
    /// Disclosure control refused.
    Disclosure(String),
    /// A file cannot be read or written.
    Io(String),
    /// Told already on standard output.
    Told,
}

impl Failure {
    /// Wrong use.
    pub(super) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: hint.into() }
    }

    /// The documented exit code.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Self::Faults(_) | Self::Told => 1,
            Self::Usage { .. } => 2,
            Self::Snapshot(_) => 3,
            Self::Disclosure(_) => 4,
            Self::Io(_) => 5,
        }
    }

    /// The message, with the lines of the files under it.
    pub(super) fn text(&self, colour: bool) -> String {
        match self {
            Self::Faults(faults) | Self::Snapshot(faults) => {
                let errors = faults.errors();
                let count = if errors == 1 { "1 fault".to_owned() } else { format!("{errors} faults") };
                format!("{}{count} found\n", faults.render(colour))
            }
            Self::Usage { message, hint } => format!("error: {message}\n  help: {hint}\n"),
            Self::Disclosure(message) | Self::Io(message) => format!("error: {message}\n"),
            Self::Told => String::new(),
        }
    }
}
