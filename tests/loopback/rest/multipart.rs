//! Bodies in several parts: a form as JSON, and files beside it.

use serde_json::{Value, json};

/// A file beside a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// The number of its part: `files[0]`.
    pub(crate) number: usize,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) bytes: Vec<u8>,
}

/// The form and its files; nothing where the body is not what its kind says.
pub(crate) fn read(kind: &str, body: &[u8]) -> Option<(Value, Vec<File>)> {
    let boundary = kind.split(';').find_map(|part| part.trim().strip_prefix("boundary="))?.trim_matches('"');
    let mark = format!("--{boundary}");
    let (mut form, mut files) = (None, Vec::new());
    let mut rest = &body[find(body, mark.as_bytes())? + mark.len()..];
    while let Some(part) = rest.strip_prefix(b"\r\n") {
        let end = find(part, format!("\r\n{mark}").as_bytes())?;
        let head_end = find(part, b"\r\n\r\n")?;
        let (head, content) = (std::str::from_utf8(&part[..head_end]).ok()?, &part[head_end + 4..end]);
        let named = |key: &str| {
            let (_, after) = head.split_once(&format!("; {key}=\""))?;
            after.split('"').next().map(str::to_owned)
        };
        let name = named("name")?;
        if name == "payload_json" {
            form = serde_json::from_slice(content).ok();
        } else {
            let number = name.strip_prefix("files[")?.strip_suffix(']')?.parse().ok()?;
            let file = File { number, name: named("filename")?, description: String::new(), bytes: content.to_vec() };
            files.push(file);
        }
        rest = &part[end + 2 + mark.len()..];
    }
    let mut form: Value = form?;
    for of in form["attachments"].as_array_mut().into_iter().flatten() {
        let number = of["id"].as_u64().or_else(|| of["id"].as_str()?.parse().ok())?;
        let file = files.iter_mut().find(|file| number == file.number as u64)?;
        of["description"].as_str().unwrap_or_default().clone_into(&mut file.description);
        // Discord takes numbers for ids, too: its reference, "Uploading Files", has them so.
        of["id"] = json!(number.to_string());
    }
    Some((form, files))
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
