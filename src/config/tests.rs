use super::keys::SECTIONS;
use super::*;

const ENV_KNOWLEDGE_DIR: &str = "BRIEFING_BOT_KNOWLEDGE__DIR";

const SECRET: &str = "MTIzNDU2.abcdef.s3cr3t";

const KEY: &str = "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29";
/// A way by HTTP.
const WAY: &str = "[http]\nlisten = \"127.0.0.1:80\"\n";

fn source(text: &str) -> Source {
    Source { path: "etc/config.toml".into(), text: text.into() }
}

fn check(text: &str, env: &[(&str, &str)]) -> Result<Config, Vec<String>> {
    let env = |name: &str| env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
    read(Some(&source(text)), env).map_err(|found| found.iter().map(ToString::to_string).collect())
}

fn token(config: &Config) -> Option<&str> {
    config.discord.token.as_ref().map(Secret::expose)
}

#[test]
fn nothing_given_is_the_default() {
    assert_eq!(read(None, |_| None), Ok(Config::default()));
    assert_eq!(check("", &[]), Ok(Config::default()));
}

#[test]
fn the_example_file_is_the_default_and_documents_every_key() {
    let text = include_str!("../../config.example.toml");
    assert_eq!(check(text, &[]), Ok(Config::default()));
    for section in &SECTIONS {
        assert!(text.contains(&format!("\n[{}]\n", section.name)), "[{}]", section.name);
        for key in section.keys {
            let begin = text.find(&format!("\n[{}]\n", section.name)).unwrap();
            let at = text[begin..].find(&format!("\n# {} = ", key.name));
            assert!(at.is_some(), "{}.{} is not documented", section.name, key.name);
            let comment = text[..begin + at.unwrap()].rsplit("\n\n").next().unwrap();
            for part in ["Unit: ", "Default: ", &variable(section, key)] {
                assert!(comment.contains(part), "{}.{}: {part}\n{comment}", section.name, key.name);
            }
        }
    }
    assert!(text.contains(ENV_TOKEN));
}

/// The example with its keys in force, all but some.
fn in_force(left_out: &[&str]) -> String {
    let text = include_str!("../../config.example.toml");
    let lines = text.lines().map(|line| {
        let key = line.strip_prefix("# ").and_then(|line| line.split_once(" = ")).map(|(key, _)| key);
        let is_key = key
            .is_some_and(|key| !left_out.contains(&key) && SECTIONS.iter().flat_map(|s| s.keys).any(|k| k.name == key));
        if is_key { &line[2..] } else { line }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_examples_of_the_example_file_can_be_uncommented() {
    let config = check(&in_force(&["token_file", "url_file"]), &[]).unwrap();
    assert_eq!(token(&config), Some("paste-the-token-here"));
    assert_eq!(config.discord.admins, [81_384_788_765_712_384]);
    assert_eq!(config.discord.api_url.as_deref(), Some("http://localhost:8080"));
    assert_eq!(config.discord.gateway_url.as_deref(), Some("wss://gateway.discord.gg"));
    let defaults = Config::default();
    assert_eq!((config.limits, config.log), (defaults.limits, defaults.log));
    assert_eq!(config.discord.stall_seconds, defaults.discord.stall_seconds);
    assert_eq!(config.store.url.as_ref().map(Secret::expose), Some("sqlite:etc/briefing-bot.db"));
    assert_eq!((config.store.retention_days, config.store.min_count), (30, 3));
    let files = check(&in_force(&["token", "url"]), &[]).unwrap();
    assert!(files.discord.token_file.is_some() && files.store.url_file.is_some());
}

#[test]
fn paths_in_the_file_are_relative_to_the_file() {
    let config = check("[knowledge]\ndir = \"news\"\n[discord]\ntoken_file = \"/run/token\"\n", &[]).unwrap();
    assert_eq!(config.knowledge.dir, Some("etc/news".into()));
    assert_eq!(config.discord.token_file, Some("/run/token".into()));
}

#[test]
fn the_environment_is_over_the_file() {
    let file = format!("[knowledge]\ndir = \"news\"\n[discord]\ntoken = \"{SECRET}\"\n");
    let config = check(&file, &[(ENV_KNOWLEDGE_DIR, "other"), ("DISCORD_TOKEN", "second")]).unwrap();
    assert_eq!(config.knowledge.dir, Some("other".into()));
    assert_eq!(token(&config), Some("second"));

    let both = [("DISCORD_TOKEN", "second"), ("BRIEFING_BOT_DISCORD__TOKEN", " first\n")];
    assert_eq!(token(&check(&file, &both).unwrap()), Some("first"));

    let empty = [("DISCORD_TOKEN", " "), (ENV_KNOWLEDGE_DIR, "")];
    let config = check(&file, &empty).unwrap();
    assert_eq!((token(&config), config.knowledge.dir.clone()), (Some(SECRET), Some("etc/news".into())));

    let over_file = check("[discord]\ntoken_file = \"t\"\n", &[("DISCORD_TOKEN", "x")]).unwrap();
    assert_eq!(over_file.discord.token_file, None);
    let file_over_token = [("DISCORD_TOKEN", "x"), ("BRIEFING_BOT_DISCORD__TOKEN_FILE", "t")];
    let config = check(&file, &file_over_token).unwrap();
    assert_eq!((token(&config), config.discord.token_file.clone()), (None, Some("t".into())));
}

#[test]
fn every_key_has_a_variable() {
    for section in &SECTIONS {
        for key in section.keys {
            let text = match key.name {
                "api_url" => "http://a.example:1/",
                "gateway_url" => "ws://a.example",
                "level" => "warn, briefing_bot::shell=Debug",
                "format" => "json",
                "watch" => "true",
                "gateway" => "false",
                "shards" => "each=4, total=8",
                "public_key" => KEY,
                "listen" => "127.0.0.1:80",
                "url" => "none",
                "briefings" => "channel:1=a, guild:22 = b-c",
                _ => "17",
            };
            let name = variable(section, key);
            // An address for HTTP, or no gateway, needs the other two.
            let file = match (section.name, key.name) {
                ("http", _) => format!("[discord]\npublic_key = \"{KEY}\"\n"),
                ("discord", "gateway") => format!("{WAY}[discord]\npublic_key = \"{KEY}\"\n"),
                _ => String::new(),
            };
            let config = check(&file, &[(&name, text)]).unwrap();
            assert_ne!(config, Config::default(), "{name}");
        }
    }
    let config = check("", &[("BRIEFING_BOT_DISCORD__ADMINS", "1, 22,333")]).unwrap();
    assert_eq!(config.discord.admins, [1, 22, 333]);
    let config = check("[log]\nlevel = \"off\"\n", &[("BRIEFING_BOT_LOG__LEVEL", "warn, serenity=debug")]).unwrap();
    assert_eq!(config.log.level, "warn,serenity=debug");
}

#[test]
fn wrong_variables_are_told_with_their_names_beside_the_files_problems() {
    let env = [
        ("BRIEFING_BOT_DISCORD__ADMINS", "1,me"),
        ("BRIEFING_BOT_LIMITS__CONCURRENT", "many"),
        ("BRIEFING_BOT_KNOWLEDGE__WATCH", "yes"),
        ("BRIEFING_BOT_DISCORD__STALL_SECONDS", "99999999999999999999"),
        ("BRIEFING_BOT_DISCORD__TOKEN", SECRET),
        ("BRIEFING_BOT_DISCORD__TOKEN_FILE", "t"),
    ];
    assert_eq!(
        check("[log]\nlevel = \"loud\"\n", &env).unwrap_err(),
        [
            "etc/config.toml:2:9: error[C003]: `log.level` must be a level: off, error, warn, info, debug, trace",
            "$BRIEFING_BOT_KNOWLEDGE__WATCH: error[C005]: must be true or false, not string",
            "$BRIEFING_BOT_DISCORD__ADMINS: error[C005]: must hold Discord ids: digits, as in \"81384788765712384\"",
            "$BRIEFING_BOT_DISCORD__STALL_SECONDS: error[C005]: must be from 1 to 86400",
            "$BRIEFING_BOT_LIMITS__CONCURRENT: error[C005]: must be a whole number, not string",
            "$BRIEFING_BOT_DISCORD__TOKEN_FILE: error[C004]: is set beside $BRIEFING_BOT_DISCORD__TOKEN",
        ]
    );
}

#[test]
fn values_are_held_to_their_kinds() {
    for (section, key, value, wanted) in [
        ("discord", "admins", "[\"123\", 456, 0x10]", None),
        ("discord", "admins", "[]", None),
        ("discord", "admins", "[\"18446744073709551615\"]", None),
        ("discord", "admins", "\"123\"", Some("must be a list of ids, not string")),
        ("discord", "admins", "[\"0\"]", Some("must hold Discord ids")),
        ("discord", "admins", "[-5]", Some("must hold Discord ids")),
        ("discord", "admins", "[1.5]", Some("must hold Discord ids")),
        ("discord", "admins", "[\"+5\"]", Some("must hold Discord ids")),
        ("discord", "admins", "[\"\"]", Some("must hold Discord ids")),
        ("discord", "admin_roles", "[[1]]", Some("must hold Discord ids")),
        ("discord", "listen_channels", "[\"18446744073709551616\"]", Some("must hold Discord ids")),
        ("discord", "api_url", "\"https://proxy.example/x/\"", None),
        ("discord", "api_url", "\"proxy.example\"", Some("must be an address that starts with http:// or https://")),
        ("discord", "api_url", "\"http://\"", Some("must be an address")),
        ("discord", "api_url", "\"http://a b\"", Some("must be an address")),
        ("discord", "api_url", "\"http://:80\"", Some("must be an address")),
        ("discord", "api_url", "\"ws://a.example\"", Some("must be an address")),
        ("discord", "gateway_url", "\"https://a.example\"", Some("starts with ws:// or wss://")),
        ("discord", "stall_seconds", "0", Some("must be from 1 to 86400")),
        ("discord", "stall_seconds", "-1", Some("must be from 1 to 86400")),
        ("discord", "stall_seconds", "86_400", None),
        ("discord", "stall_seconds", "\"180\"", Some("must be a whole number, not string")),
        ("discord", "briefings", "[{ guild = \"1\", briefing = \"a\" }, { channel = 2, briefing = \"b\" }]", None),
        ("discord", "briefings", "[{ guild = \"1\", channel = \"2\", briefing = \"a\" }]", Some("must hold tables")),
        ("discord", "briefings", "[{ guild = \"1\" }]", Some("must hold tables")),
        ("discord", "briefings", "[{ guild = \"x\", briefing = \"a\" }]", Some("must hold Discord ids")),
        ("discord", "briefings", "[\"a\"]", Some("must hold tables")),
        ("discord", "briefings", "\"a\"", Some("must be a list of tables, not string")),
        ("knowledge", "watch", "true", None),
        ("knowledge", "watch", "\"true\"", Some("must be true or false, not string")),
        ("knowledge", "watch", "1", Some("must be true or false, not integer")),
        ("limits", "user_per_minute", "1_000_001", Some("must be from 1 to 1000000")),
        ("limits", "concurrent", "1.5", Some("must be a whole number, not float")),
        ("log", "level", "\"warn,briefing_bot=trace\"", None),
        ("log", "level", "\"warn,\"", Some("must be a level")),
        ("log", "level", "\"=warn\"", Some("must be a level")),
        ("log", "level", "3", Some("must be a string, not integer")),
        ("log", "format", "\"json\"", None),
        ("log", "format", "\"xml\"", Some("must be \"text\" or \"json\"")),
    ] {
        let found = check(&format!("[{section}]\n{key} = {value}\n"), &[]);
        match (wanted, found) {
            (None, Ok(_)) => {}
            (Some(part), Err(found)) => {
                assert!(found.len() == 1 && found[0].contains(part), "{key} = {value}: {found:?}");
            }
            (_, found) => panic!("{key} = {value}: {found:?}"),
        }
    }
    let config = check("[discord]\napi_url = \"https://proxy.example/x/\"\n", &[]).unwrap();
    assert_eq!(config.discord.api_url.as_deref(), Some("https://proxy.example/x"));
}

#[test]
fn every_problem_is_told_at_once_with_its_place() {
    let text = "top = 1\n[knowledge]\ndri = \"x\"\ndir = 3\n[discrod]\n[discord]\ntoken = \"a\"\ntoken_file = \"b\"\n";
    let mut found = check(text, &[]).unwrap_err();
    found.sort();
    assert_eq!(
        found,
        [
            "etc/config.toml:1:1: error[C002]: unknown section: `top`",
            "etc/config.toml:3:1: error[C002]: unknown key in [knowledge]: `dri`",
            "etc/config.toml:4:7: error[C003]: `knowledge.dir` must be a string, not integer",
            "etc/config.toml:5:2: error[C002]: unknown section: `discrod`",
            "etc/config.toml:8:1: error[C004]: both `token` and `token_file` are set",
        ]
    );
    let found = read(Some(&source("[knowledge]\ndri = \"x\"\n")), |_| None).unwrap_err();
    assert_eq!(found[0].help, ["did you mean `dir`?"]);
}

#[test]
fn bad_syntax_has_a_place() {
    let found = check("[knowledge]\ndir = news\n", &[]).unwrap_err();
    assert!(found[0].starts_with("etc/config.toml:2:7: error[C001]: this is not TOML: "), "{found:?}");
}

#[test]
fn an_empty_value_is_refused() {
    assert!(check("[knowledge]\ndir = \" \"\n", &[]).unwrap_err()[0].contains("`knowledge.dir` is empty"));
}

#[test]
fn a_secret_is_never_shown() {
    let config = check(&format!("[discord]\ntoken = \"{SECRET}\"\n"), &[]).unwrap();
    assert!(!format!("{config:?}").contains("s3cr3t"));
    for text in [
        format!("[discord]\ntoken = {SECRET}\n"),
        format!("[discord]\ntokn = \"{SECRET}\"\n"),
        format!("[discord]\n{SECRET}\n"),
        format!("[discrod]\nname = \"{SECRET}\"\n"),
        format!("[knowledge]\ntoken = \"{SECRET}\"\n"),
        format!("token = \"{SECRET}\"\n"),
        format!("[log]\ntoken = \"{SECRET}\"\n"),
        format!("[discord]\nadmins = [\"{SECRET}\"]\n"),
        format!("[discord]\napi_url = \"{SECRET}\"\n"),
        format!("discord.token = [\"{SECRET}\"]\n"),
        format!("discord = {{ token = [\"{SECRET}\"] }}\n"),
        format!("[discord]\ntoken = [\n  \"{SECRET}\"\n]\n"),
        format!("[discord]\ntoken = \"\"\"\n{SECRET}\n"),
        format!("[discord]\ntoken = \"{SECRET}\n"),
        format!("[knowledge]\ndir = 3\n[discord]\ntoken = \"\"\"\n{SECRET} = 1\n\"\"\"\n"),
    ] {
        let found = read(Some(&source(&text)), |_| None).unwrap_err();
        assert!(!format!("{found:?}").contains("s3cr3t"), "{text}\n{found:?}");
        let shown = &found[0].place.as_ref().unwrap().source.text;
        assert_eq!(shown.len(), text.len(), "{shown}");
    }
}

#[test]
fn a_misspelt_name_finds_its_neighbour() {
    for (given, wanted) in [
        ("knowlege", Some("knowledge")),
        ("Discord", Some("discord")),
        ("disc", Some("discord")),
        ("zzz", None),
        ("", None),
    ] {
        assert_eq!(nearest(given, ["knowledge", "discord"]), wanted, "{given}");
    }
}

#[test]
fn there_is_a_way_by_which_discord_reaches_the_bot_with_all_that_it_needs() {
    let key = format!("[discord]\npublic_key = \"{KEY}\"\n");
    let config = check(&format!("{WAY}{key}gateway = false\n"), &[]).unwrap();
    assert_eq!(config.http.listen, Some("127.0.0.1:80".parse().unwrap()));
    assert!(!config.discord.gateway && config.discord.public_key == PublicKey::parse(KEY));
    assert!(check(WAY, &[("BRIEFING_BOT_DISCORD__PUBLIC_KEY", KEY)]).is_ok());
    let listens = format!("{WAY}{key}gateway = false\nlisten_channels = [1]\n");
    for (file, env, wanted) in [
        (WAY, None, "etc/config.toml:2:10: error[C006]: `http.listen` is set, but `discord.public_key` is not"),
        ("", Some(("BRIEFING_BOT_HTTP__LISTEN", "[::1]:80")), "$BRIEFING_BOT_HTTP__LISTEN: error[C006]: `http.listen`"),
        ("[discord]\ngateway = false\n", None, "etc/config.toml:2:11: error[C006]: `discord.gateway` is off and"),
        ("", Some(("BRIEFING_BOT_DISCORD__GATEWAY", "false")), "$BRIEFING_BOT_DISCORD__GATEWAY: error[C006]"),
        (&listens, None, "etc/config.toml:5:11: error[C006]: `discord.gateway` is off, but `discord.listen_channels`"),
        ("[http]\nlisten = \"localhost:80\"\n", None, "etc/config.toml:2:10: error[C003]: `http.listen` must be an IP"),
        (
            "[operations]\nlisten = 80\n",
            None,
            "etc/config.toml:2:10: error[C003]: `operations.listen` must be a string",
        ),
        ("[discord]\npublic_key = \"abc\"\n", None, "etc/config.toml:2:14: error[C003]: `discord.public_key` must be"),
    ] {
        let found = check(file, env.as_slice()).unwrap_err();
        assert!(found.len() == 1 && found[0].starts_with(wanted), "{found:?}");
    }
}

#[test]
fn a_store_is_a_file_a_server_or_none() {
    for (given, wanted) in [
        ("none", Some("none")),
        ("sqlite:bot.db", Some("sqlite:etc/bot.db")),
        ("sqlite:///var/bot.db", Some("sqlite:/var/bot.db")),
        ("postgres://bot:pw@db/bot", Some("postgres://bot:pw@db/bot")),
        ("postgresql:///bot", Some("postgresql:///bot")),
        ("sqlite:", None),
        ("sqlite::memory:", None),
        ("mysql://s3cr3t@db", None),
        ("bot.db", None),
    ] {
        let read = check(&format!("[store]\nurl = \"{given}\"\n"), &[]);
        if let Some(wanted) = wanted {
            assert_eq!(read.unwrap().store.url.unwrap().expose(), wanted, "{given}");
        } else {
            let found = read.unwrap_err().join("\n");
            assert!(found.contains("C003") && !found.contains("s3cr3t"), "{given}: {found}");
        }
    }
    let env = [("BRIEFING_BOT_STORE__URL", "sqlite:here.db")];
    assert_eq!(check("[store]\nurl_file = \"x\"\n", &env).unwrap().store.url.unwrap().expose(), "sqlite:here.db");
    assert!(check("[store]\nurl = \"none\"\nurl_file = \"x\"\n", &[]).unwrap_err()[0].contains("C004"));
    assert!(check("", &[env[0], ("BRIEFING_BOT_STORE__URL_FILE", "x")]).unwrap_err()[0].contains("C004"));
}

#[test]
fn shards_are_fixed_or_claimed() {
    for (given, wanted) in [
        ("{ first = 0, last = 3, total = 8 }", Ok(Shards::Fixed { first: 0, last: 3, total: 8 })),
        ("{ total = 8, each = 4 }", Ok(Shards::Claimed { each: 4, total: 8 })),
        ("{ total = 7, each = 7 }", Ok(Shards::Claimed { each: 7, total: 7 })),
        ("{ first = 3, last = 2, total = 8 }", Err("must have first up to last, and last up to 7")),
        ("{ first = 0, last = 8, total = 8 }", Err("must have first up to last")),
        ("{ each = 9, total = 8 }", Err("must have each from 1 to its total, 8")),
        ("{ each = 0, total = 8 }", Err("must have each from 1")),
        ("{ each = 4, total = 0 }", Err("has a total that must be from 1 to 10000")),
        ("{ each = 4, total = 99999999999 }", Err("has a total that must be from 1 to 10000")),
        ("{ each = 4, first = 0, total = 8 }", Err("must be { first, last, total } or { each, total }")),
        ("{ total = 8 }", Err("must be { first, last, total } or { each, total }")),
        ("{ each = \"4\", total = 8 }", Err("must be { first, last, total } or { each, total }")),
        ("8", Err("must be { first, last, total } or { each, total }")),
    ] {
        let read = check(&format!("[discord]\nshards = {given}\n"), &[]);
        match wanted {
            Ok(wanted) => assert_eq!(read.unwrap().discord.shards, Some(wanted), "{given}"),
            Err(part) => {
                let found = read.unwrap_err();
                let start = format!("etc/config.toml:2:10: error[C003]: `discord.shards` {part}");
                assert!(found.len() == 1 && found[0].starts_with(&start), "{given}: {found:?}");
            }
        }
    }
    let fixed = check("", &[("BRIEFING_BOT_DISCORD__SHARDS", "first=1,last=1,total=2")]).unwrap();
    assert_eq!(fixed.discord.shards, Some(Shards::Fixed { first: 1, last: 1, total: 2 }));
    assert!(check("", &[("BRIEFING_BOT_DISCORD__SHARDS", "4")]).unwrap_err()[0].contains("C005"));
}
