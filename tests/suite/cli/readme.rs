//! The README's commands, run in order as they stand there.

use std::path::PathBuf;
use std::process::Command;

const README: &str = include_str!("../../../README.md");

/// The lines of commands under a heading, and those under the headings after it.
fn commands() -> Vec<&'static str> {
    let (_, rest) = README.split_once("\n## Use it on your own data\n").expect("the heading");
    let indented = rest.lines().filter(|line| line.starts_with("    ")).map(str::trim);
    indented.filter(|line| line.starts_with("boardpack ") || line.starts_with("cd ")).collect()
}

/// The words of a line, as a shell takes them: parted by spaces, but for those between double quotes.
fn words(line: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => all.push(String::new()),
            other => all.last_mut().expect("a word").push(other),
        }
    }
    all
}

/// Two years' returns of two children, one of whom has left.
fn returns() -> Vec<(String, String)> {
    let header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,1,01/05/2008,WBRI,,,\n2,2,01/05/2006,ABAN,,,\n";
    let columns =
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n";
    let first = "1,01/05/2017,S,C2,N1,U6,PR1,,,,,,\n2,01/06/2017,S,C2,N1,U4,PR1,,,,,,\n";
    let second = "1,01/05/2017,S,C2,N1,U6,PR1,,,,,,\n2,01/06/2017,S,C2,N1,U4,PR1,01/02/2019,E4A,,,,\n";
    [("2017-18", first), ("2018-19", second)]
        .into_iter()
        .flat_map(|(year, episodes)| {
            [
                (format!("returns/{year}/header.csv"), header.to_owned()),
                (format!("returns/{year}/episodes.csv"), format!("{columns}{episodes}")),
            ]
        })
        .collect()
}

#[test]
fn every_command_runs_after_the_one_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    for (path, text) in returns() {
        write(&path, &text);
    }
    let table = "{\"rows\": [\"boys\", \"girls\"], \"cols\": [\"under 10\", \"10 and over\"], \"values\": [[3, 20], [6, 15]], \"totals_published\": \"both\"}";
    let all = commands();
    assert!(all.len() >= 20, "{all:?}");
    let mut here: PathBuf = folder.path().to_owned();
    for line in all {
        let words = words(line);
        if words[0] == "cd" {
            here.push(&words[1]);
            assert!(here.is_dir(), "{line}");
            // What a reader brings along.
            write("our-council/reviews.csv", "date,value\n01/04/2018,82\n01/05/2018,80\n01/06/2018,79.5\n");
            write("our-council/TABLE.json", table);
            continue;
        }
        let output = Command::new(env!("CARGO_BIN_EXE_boardpack"))
            .args(&words[1..])
            .current_dir(&here)
            .output()
            .expect("the binary");
        let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(output.status.success(), "{line}\n{}{}", said(&output.stdout), said(&output.stderr));
    }
}
