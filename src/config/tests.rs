use super::*;

const SECRET: &str = "MTIzNDU2.abcdef.s3cr3t";

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
fn the_example_file_is_the_default() {
    let text = include_str!("../../config.example.toml");
    assert_eq!(check(text, &[]), Ok(Config::default()));
    for (section, keys) in SECTIONS {
        assert!(text.contains(&format!("\n[{section}]\n")), "[{section}]");
        for key in keys {
            assert!(text.contains(&format!("\n# {key} = ")), "{section}.{key} is not documented");
        }
    }
    for name in [ENV_KNOWLEDGE_DIR, ENV_TOKEN[0], ENV_TOKEN[1]] {
        assert!(text.contains(name), "{name} is not documented");
    }
    let with_values = text.replace("\n# dir = ", "\ndir = ").replace("\n# token = ", "\ntoken = ");
    assert!(check(&with_values, &[]).is_ok_and(|config| config.discord.token.is_some()), "{with_values}");
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
