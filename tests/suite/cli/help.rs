//! What the program says of itself.

use std::path::Path;

use pretty_assertions::assert_eq;

use super::Case;

const COMMANDS: [&[&str]; 24] = [
    &[],
    &["demo"],
    &["init"],
    &["due"],
    &["build"],
    &["values"],
    &["diff"],
    &["list"],
    &["check"],
    &["import"],
    &["import", "ssda903"],
    &["sample"],
    &["spc"],
    &["suppress"],
    &["attack"],
    &["commentary"],
    &["commentary", "new"],
    &["commentary", "sign"],
    &["publish"],
    &["ledger"],
    &["ledger", "log"],
    &["ledger", "show"],
    &["ledger", "verify"],
    &["audit"],
];

/// Compares with a file of the cases; `BLESS=1` writes it anew.
fn golden(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/help").join(format!("{name}.txt"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, found).expect("a golden");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, expected, "help of {name}: BLESS=1 renews {}", path.display());
}

#[test]
fn every_command_says_what_it_does() {
    for command in COMMANDS {
        let outcome = Case::new().args(command.iter().copied().chain(["--help"])).any_stdout().run();
        let name = if command.is_empty() { "boardpack".to_owned() } else { command.join("-") };
        golden(&name, &outcome.stdout);
        assert!(outcome.stdout.lines().all(|line| line.chars().count() <= 100), "{name} is too wide");
    }
}

#[test]
fn help_names_every_command() {
    let outcome = Case::new().args(["--help"]).any_stdout().run();
    for command in COMMANDS.iter().filter_map(|command| command.first()) {
        assert!(outcome.stdout.contains(&format!("\n  {command} ")), "{command} is not in the help");
    }
}

#[test]
fn without_a_command_the_help_is_an_error() {
    let outcome = Case::new().exit(2).any_stderr().run();
    assert!(outcome.stderr.contains("Usage: boardpack [OPTIONS] <COMMAND>"), "{}", outcome.stderr);
}

#[test]
fn the_version_is_the_packages() {
    Case::new().args(["--version"]).stdout(format!("boardpack {}\n", env!("CARGO_PKG_VERSION"))).run();
}

#[test]
fn a_misspelt_command_is_wrong_use() {
    Case::new()
        .args(["biuld"])
        .exit(2)
        .stderr(
            "error: unrecognized subcommand 'biuld'

  tip: a similar subcommand exists: 'build'

Usage: boardpack [OPTIONS] <COMMAND>

For more information, try '--help'.
",
        )
        .run();
}

#[test]
fn an_unknown_option_is_wrong_use() {
    let outcome = Case::new().args(["values", "--perod", "2018-19-Q4"]).exit(2).any_stderr().run();
    assert!(outcome.stderr.contains("a similar argument exists: '--period'"), "{}", outcome.stderr);
}

#[test]
fn messages_have_no_colours_where_there_is_no_terminal() {
    // Case::run looks for escapes in all it runs.
    for no_color in ["1", ""] {
        let case = Case::new().env("NO_COLOR", no_color).args(["values", "--snapshot", "none.sqlite"]);
        case.exit(3).any_stderr().run();
    }
}
