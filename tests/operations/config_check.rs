//! `config check`: all that is wrong at once, what would be on, and no secret.

use std::net::TcpListener;
use std::path::Path;

use crate::common::{Run, bot, finish, write};

/// Of the form of a token; a word in it that must not be shown.
const TOKEN: &str = "MTk4NjIyNDgz.s3cr3t.ZnCjm1XVW7vRze4b-7sl";
/// A point of the curve.
const KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

fn check(dir: &Path, settings: &str, env: &[(&str, &str)], args: &[&str]) -> Run {
    write(&dir.join("config.toml"), settings);
    let mut command = bot(&[&["config", "check"], args].concat());
    command.current_dir(dir).envs(env.iter().copied());
    let ran = finish(command, b"");
    assert!(!ran.out.contains("s3cr3t") && !ran.err.contains("s3cr3t"), "{}{}", ran.out, ran.err);
    ran
}

#[test]
fn sound_settings_are_told_in_full() {
    let dir = tempfile::tempdir().unwrap();
    let settings = format!(
        "[discord]\npublic_key = \"{KEY}\"\nshards = {{ first = 0, last = 1, total = 4 }}\n[http]\nlisten = \
         \"127.0.0.1:8080\"\n[operations]\nlisten = \"127.0.0.1:9090\"\n[store]\nurl = \"sqlite:bot.db\"\n"
    );
    let ran = check(dir.path(), &settings, &[("DISCORD_TOKEN", TOKEN)], &[]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{}", ran.out);
    for line in [
        "settings: config.toml\n",
        "token: given; not shown\n",
        "gateway: on\n",
        "shards: 0 to 1 of 4\n",
        "HTTP: on, POST http://127.0.0.1:8080/interactions\n",
        "operations: http://127.0.0.1:9090, ",
        "knowledge: built in (1 briefing, ",
        "store: SQLite at bot.db\n",
        "No problems found.\n",
    ] {
        assert!(ran.out.contains(line), "{line}\n{}", ran.out);
    }
    assert!(!dir.path().join("bot.db").exists());
}

#[test]
fn everything_wrong_is_told_at_once_with_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let settings = format!(
        "[knowledge]\ndir = \"nowhere\"\n[discord]\ntokn = \"s3cr3t\"\ntoken_file = \"no-token\"\npublic_key = \"{}\"\n\
         shards = {{ each = 1, total = 2 }}\n[http]\nlisten = \"127.0.0.1:9090\"\n[operations]\nlisten = \
         \"0.0.0.0:9090\"\n[store]\nurl = \"sqlite:no-folder/bot.db\"\n",
        "0".repeat(64),
    );
    let ran = check(dir.path(), &settings, &[], &[]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""), "{}", ran.out);
    for (place, part) in [
        ("2:7", "there is no folder nowhere"),
        ("4:1", "unknown key in [discord]: `tokn`"),
        ("5:14", "cannot read no-token"),
        ("6:14", "`discord.public_key` is no public key"),
        ("7:10", "claims shards from PostgreSQL"),
        ("11:10", "`http.listen` and `operations.listen` are the same"),
        ("13:7", "there is no folder no-folder for the file of the store"),
    ] {
        assert!(ran.out.contains(part), "{part}\n{}", ran.out);
        assert!(ran.out.contains(&format!("config.toml:{place}")), "{place}\n{}", ran.out);
    }
    assert!(ran.out.contains("7 errors"), "{}", ran.out);
    assert!(ran.out.contains("gateway: off\n") && ran.out.contains("knowledge: refused\n"), "{}", ran.out);
}

#[test]
fn what_is_doubtful_fails_only_where_that_is_wished() {
    let dir = tempfile::tempdir().unwrap();
    for (settings, env, part) in [
        ("", None, "there is no bot token"),
        ("", Some("0123456789abcdef"), "does not look like one"),
        (
            "[[discord.briefings]]\nchannel = \"7\"\nbriefing = \"nothing-like-it\"\n",
            Some(TOKEN),
            "no briefing `nothing",
        ),
    ] {
        let env: Vec<(&str, &str)> = env.map(|token| ("DISCORD_TOKEN", token)).into_iter().collect();
        let ran = check(dir.path(), settings, &env, &[]);
        assert!(ran.code == Some(0) && ran.out.contains("warning[C008]") && ran.out.contains(part), "{}", ran.out);
        assert_eq!(check(dir.path(), settings, &env, &["--deny", "warnings"]).code, Some(1));
    }
    let listens = format!("[http]\nlisten = \"127.0.0.1:0\"\n[discord]\npublic_key = \"{KEY}\"\n");
    let ran = check(dir.path(), &listens, &[], &[]);
    assert!(ran.code == Some(1) && ran.out.contains("but there is no bot token"), "{}", ran.out);
}

#[test]
fn a_file_that_cannot_be_read_ends_with_2_and_a_broken_one_with_1() {
    let dir = tempfile::tempdir().unwrap();
    let ran = check(dir.path(), "", &[], &["--config", "no-such.toml"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    let ran = check(dir.path(), "[discord]\ntoken = s3cr3t\n", &[], &["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.code, &report["features"]), (Some(1), &serde_json::Value::Null));
    assert_eq!((&report["ok"], &report["diagnostics"][0]["id"]), (&false.into(), &"C001".into()));
}

#[test]
fn programs_read_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let env = [("DISCORD_TOKEN", TOKEN), ("BRIEFING_BOT_STORE__URL", "postgres://bot:s3cr3t@s3cr3t.example/bot")];
    let ran = check(dir.path(), "[operations]\nlisten = \"[::1]:9\"\n", &env, &["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.code, &report["ok"], &report["version"]), (Some(0), &true.into(), &1.into()), "{report}");
    let features = &report["features"];
    assert_eq!((&features["gateway"], &features["operations"]), (&true.into(), &"[::1]:9".into()));
    assert_eq!((&features["store"]["kind"], &features["http"]), (&"postgresql".into(), &serde_json::Value::Null));
    assert!(features["knowledge"]["entries"].as_u64().unwrap() > 10);
}

#[test]
fn only_connect_tries_what_can_be_tried() {
    let dir = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let settings =
        format!("[operations]\nlisten = \"{}\"\n[store]\nurl = \"sqlite:bot.db\"\n", taken.local_addr().unwrap());
    let env = [("DISCORD_TOKEN", TOKEN)];
    assert_eq!(check(dir.path(), &settings, &env, &[]).code, Some(0));
    let ran = check(dir.path(), &settings, &env, &["--connect"]);
    assert!(ran.code == Some(1) && ran.out.contains("cannot be opened"), "{}", ran.out);
    assert!(ran.out.contains("store: SQLite at bot.db; reached, "), "{}", ran.out);
    assert!(!dir.path().join("bot.db").exists());
    drop(taken);
    assert_eq!(check(dir.path(), &settings, &env, &["--connect"]).code, Some(0));

    write(&dir.path().join("bot.db"), "no database");
    let ran = check(dir.path(), "[store]\nurl = \"sqlite:bot.db\"\n", &env, &["--connect"]);
    assert!(ran.code == Some(1) && ran.out.contains("the store does not work"), "{}", ran.out);
    let ran = check(dir.path(), "[store]\nurl = \"postgres://bot:s3cr3t@127.0.0.1:1/bot\"\n", &env, &["--connect"]);
    assert!(ran.code == Some(1) && ran.out.contains("the store does not work"), "{}", ran.out);
}
