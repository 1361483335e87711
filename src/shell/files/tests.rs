use std::fs;

use tempfile::TempDir;

use super::*;

const ARTICLE: &str = "The bridge is shut.\n";

fn toml(id: &str) -> String {
    format!(
        "format = 1\n[briefing]\nid = \"{id}\"\ntitle = \"T\"\n[article]\ntitle = \"T\"\ntext = \"article.txt\"\n\
         sha256 = \"{}\"\n[[fact]]\nid = \"f-shut\"\nsays = \"The bridge is shut.\"\ncite = [\"The bridge is shut.\"]\n",
        load::fingerprint(ARTICLE)
    )
}

/// A library of briefings: folder and id.
fn library(briefings: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (folder, id) in briefings {
        let folder = dir.path().join(folder);
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("briefing.toml"), toml(id)).unwrap();
        fs::write(folder.join("article.txt"), ARTICLE).unwrap();
    }
    dir
}

fn ids(library: &Library) -> Vec<&str> {
    library.briefings.iter().map(|briefing| &*briefing.id).collect()
}

#[test]
fn the_built_in_knowledge_is_sound() {
    let toml = Arc::new(Source::new("briefing.toml", BUILT_IN_BRIEFING));
    let article = Arc::new(Source::new("article.txt", BUILT_IN_ARTICLE));
    let found = load::briefing(&toml, |_| Ok(article)).err().unwrap_or_default();
    let lines: Vec<_> = found.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{lines:#?}");
    let lexicon = Arc::new(Source::new("lexicon.toml", BUILT_IN_LEXICON));
    let found = load::lexicon(&lexicon).err().unwrap_or_default();
    let lines: Vec<_> = found.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{lines:#?}");
    assert_eq!(built_in().briefings.len(), 1);
}

#[test]
fn reads_a_library_in_the_order_of_ids() {
    let dir = library(&[("one", "zebra"), ("two", "ant"), (".hidden", "mole")]);
    fs::write(dir.path().join("notes.txt"), "x").unwrap();
    fs::create_dir(dir.path().join("empty")).unwrap();
    let found = read_library(dir.path()).unwrap();
    assert_eq!(ids(&found), ["ant", "zebra"]);
    assert_eq!(found.lexicon, built_in_lexicon());
}

#[test]
fn reads_one_briefing_and_the_lexicon_beside_it() {
    let dir = library(&[("one", "zebra"), ("two", "ant")]);
    fs::write(dir.path().join("lexicon.toml"), "format = 1\n[slang]\nu = \"you\"\n").unwrap();
    for path in [dir.path().join("one"), dir.path().join("one/briefing.toml"), dir.path().join("one/.")] {
        let found = read_library(&path).unwrap();
        assert_eq!(ids(&found), ["zebra"]);
        assert_eq!(found.lexicon.slang.len(), 1, "{}", path.display());
    }
    assert_eq!(read_library(dir.path()).unwrap().lexicon.slang.len(), 1);
    assert_eq!(read_curated(dir.path()).unwrap()[1].places.briefing_id, 27..34);
}

#[track_caller]
fn check(dir: &Path, expected: &[&str]) {
    let found = read_library(dir).err().unwrap_or_default();
    let lines: Vec<String> = found.iter().map(|finding| finding.to_string().replace('\\', "/")).collect();
    assert_eq!(lines.len(), expected.len(), "{lines:#?}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(expected.split('…').all(|part| line.contains(part)), "{line} for {expected}");
    }
}

#[test]
fn tells_what_is_wrong_in_all_files() {
    let dir = library(&[("a", "a"), ("b", "b"), ("c", "c"), ("d", "d")]);
    fs::remove_file(dir.path().join("a/article.txt")).unwrap();
    fs::write(dir.path().join("b/article.txt"), b"The bridge\nis \xff shut.").unwrap();
    fs::write(dir.path().join("c/briefing.toml"), b"format = 1\n\xfe").unwrap();
    fs::write(dir.path().join("lexicon.toml"), "format = 1\nx = 1\n").unwrap();
    check(
        dir.path(),
        &[
            "lexicon.toml:2:1: error[K001]",
            "a/briefing.toml:7:8: error[K010]…article.txt cannot be read: No such file",
            "b/article.txt:2:4: error[K006]: the file is not UTF-8",
            "c/briefing.toml:2:1: error[K006]: the file is not UTF-8",
        ],
    );
}

#[test]
fn two_briefings_of_one_id_are_refused() {
    let dir = library(&[("a", "same"), ("b", "same")]);
    check(dir.path(), &["b/briefing.toml:3:6: error[K202]: two briefings have the id `same`"]);
}

#[test]
fn folders_without_briefings_are_refused() {
    let dir = library(&[]);
    check(dir.path(), &["error[K007]: the folder holds no briefing"]);
    check(&dir.path().join("nowhere"), &["nowhere: error[K006]…nowhere cannot be read: No such file"]);
    fs::write(dir.path().join("file"), "").unwrap();
    check(&dir.path().join("file"), &["error[K006]…cannot be read: Not a directory"]);
    fs::create_dir_all(dir.path().join("odd/briefing.toml")).unwrap();
    check(&dir.path().join("odd"), &["error[K006]…is not a file"]);
}

#[test]
fn too_large_files_are_refused_unread() {
    let dir = library(&[("a", "a")]);
    let file = fs::File::create(dir.path().join("a/article.txt")).unwrap();
    file.set_len(1 << 40).ok();
    drop(file);
    check(dir.path(), &["a/briefing.toml:7:8: error[K005]…the limit is 2097152"]);
}

#[test]
fn golden_questions_are_read_or_absent() {
    let dir = library(&[("a", "a")]);
    assert!(read_golden(&dir.path().join("a")).unwrap().is_empty());
    let row = "{\"id\":\"k1\",\"q\":\"Is it shut?\",\"kind\":\"answerable\",\"gold\":[[\"shut\"]]}\n";
    fs::write(dir.path().join("a/questions.jsonl"), row).unwrap();
    assert_eq!(read_golden(&dir.path().join("a")).unwrap().len(), 1);
    assert!(read_golden_file(&dir.path().join("a/nothing.jsonl")).is_err());
}

#[test]
fn the_hash_is_of_names_and_bytes_wherever_they_stand() {
    let dir = library(&[("one", "zebra"), ("two", "ant")]);
    let hash = |path: &Path| read_stock(path).unwrap().hash;
    let first = hash(dir.path());
    assert!(first.len() == 12 && first.bytes().all(|byte| byte.is_ascii_hexdigit()), "{first}");
    assert_eq!(first, hash(dir.path()));
    fs::rename(dir.path().join("one"), dir.path().join("three")).unwrap();
    assert_eq!(first, hash(dir.path()), "the name of a folder is nothing that the bot answers from");

    let mut seen = vec![first];
    let mut differs = |what: &str| {
        let hash = hash(dir.path());
        assert!(!seen.contains(&hash), "{what}");
        seen.push(hash);
    };
    fs::write(dir.path().join("lexicon.toml"), "format = 1\n").unwrap();
    differs("a lexicon");
    fs::write(dir.path().join("lexicon.toml"), "format = 1\n# a comment\n").unwrap();
    differs("a comment");
    let row = "{\"id\":\"k1\",\"q\":\"Is it shut?\",\"kind\":\"answerable\",\"gold\":[[\"shut\"]]}\n";
    fs::write(dir.path().join("two/questions.jsonl"), row).unwrap();
    differs("golden questions");
    fs::rename(dir.path().join("two/questions.jsonl"), dir.path().join("three/questions.jsonl")).unwrap();
    differs("the same questions of another briefing");
    fs::write(dir.path().join("two/notes.txt"), "x").unwrap();
    assert_eq!(hash(dir.path()), *seen.last().unwrap(), "what is not loaded does not matter");
}

#[test]
fn the_hash_is_what_sha256sum_says_of_the_files() {
    let dir = library(&[("a", "a")]);
    fs::write(dir.path().join("lexicon.toml"), "format = 1\n").unwrap();
    let line = |name: &str| {
        let text = fs::read_to_string(dir.path().join(name)).unwrap();
        format!("{}  {name}\n", load::fingerprint(&text))
    };
    let list = ["a/article.txt", "a/briefing.toml", "lexicon.toml"].map(line).concat();
    assert_eq!(read_stock(dir.path()).unwrap().hash, load::fingerprint(&list)[..12]);
}

#[test]
fn the_built_in_copy_hashes_as_the_folder_that_it_was_made_from() {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let (built_in, folder) = (built_in_stock().unwrap(), read_stock(&shipped).unwrap());
    assert_eq!(built_in.hash, folder.hash);
    assert_eq!(built_in.golden, folder.golden);
    assert_eq!(built_in.library.briefings, folder.library.briefings);
    assert_eq!(read_stock(&shipped.join("ukraine-ceasefire")).unwrap().hash, folder.hash);
}

#[test]
fn a_stock_tells_what_is_wrong_with_golden_questions_too() {
    let dir = library(&[("a", "a"), ("b", "b")]);
    fs::write(dir.path().join("a/questions.jsonl"), "{\"id\":\"k1\"}\n").unwrap();
    fs::write(dir.path().join("a/article.txt"), "The bridge is open.\n").unwrap();
    let found = read_stock(dir.path()).unwrap_err();
    let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(lines.iter().any(|line| line.contains("questions.jsonl:1:") && line.contains("K701")), "{lines:#?}");
    assert!(lines.iter().any(|line| line.contains("a/briefing.toml:8:") && line.contains("K011")), "{lines:#?}");
}
