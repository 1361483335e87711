//! The files of `deploy/` name what there is: settings, versions, files. Their own tools hold their form: `deploy/check`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use briefing_bot::config::keys::SECTIONS;
use briefing_bot::config::variable;

use crate::common::{bot, finish, home, run};

pub(crate) fn document(name: &str) -> String {
    fs::read_to_string(home().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn files() -> Vec<PathBuf> {
    fn walk(dir: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if !path.is_dir() {
                found.push(path);
            } else if !path.ends_with("secrets") {
                walk(&path, found);
            }
        }
    }
    let mut found = Vec::new();
    walk(&home().join("deploy"), &mut found);
    found
}

#[test]
fn every_variable_is_that_of_a_key() {
    let known: BTreeSet<String> =
        SECTIONS.iter().flat_map(|section| section.keys.iter().map(|key| variable(section, key))).collect();
    let mut n = 0;
    for path in files() {
        let text = fs::read_to_string(&path).unwrap();
        for (at, _) in text.match_indices("BRIEFING_BOT_") {
            let name: String = text[at..].chars().take_while(|c| c.is_ascii_uppercase() || *c == '_').collect();
            assert!(known.contains(&name), "{}: {name}", path.display());
            n += 1;
        }
    }
    assert!(n > 8, "{n}");
}

#[test]
fn all_settings_are_sound() {
    let mut n = 0;
    for path in files().iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        if path.ends_with("briefing.toml") {
            continue;
        }
        let mut command = bot(&["--config", path.to_str().unwrap(), "config", "check", "--deny", "warnings"]);
        command.env("DISCORD_TOKEN", "MTk4.Cl2F.ZnCj").env("BRIEFING_BOT_STORE__URL", "postgres://db/bot");
        let ran = finish(command, b"");
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{}: {}", path.display(), ran.out);
        n += 1;
    }
    assert_eq!(n, 3);
}

#[test]
fn the_knowledge_of_the_example_answers() {
    let ran = run(&["check", "deploy/kubernetes/config/knowledge"], "");
    assert!(ran.code == Some(0) && ran.out.contains("2 of 2 example questions"), "{}", ran.out);
}

#[test]
fn versions_and_files_are_those_of_the_package() {
    let version = env!("CARGO_PKG_VERSION");
    for (name, line) in [
        ("deploy/Containerfile", format!("ARG VERSION={version}\n")),
        ("deploy/compose.yaml", format!("image: briefing-bot:{version}\n")),
        ("deploy/kubernetes/kustomization.yaml", format!("newTag: {version}\n")),
    ] {
        assert!(document(name).contains(&line), "{name}: {line}");
    }
    let least = env!("CARGO_PKG_RUST_VERSION");
    assert!(document("deploy/Containerfile").contains(&format!("ARG RUST_VERSION={least}.")), "{least}");
    // What the build reads gets into the image's build.
    let ignored = document("deploy/Containerfile.dockerignore");
    for line in ignored.lines().filter_map(|line| line.strip_prefix('!')).filter(|line| !line.contains('*')) {
        assert!(home().join(line).exists(), "{line}");
    }
}

#[test]
fn every_alert_is_tested_and_explained() {
    let (tests, manual) = (document("deploy/prometheus/alerts_test.yaml"), document("docs/OPERATIONS.md"));
    let alerts = document("deploy/prometheus/alerts.yaml");
    let names: Vec<&str> = alerts.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")).collect();
    assert!(names.len() > 10);
    for name in names {
        assert_eq!(tests.matches(&format!("alertname=\"{name}\"")).count(), 2, "{name}");
        assert!(manual.contains(&format!("\n| `{name}` |")), "{name} is not in docs/OPERATIONS.md");
    }
}
