use super::*;

#[test]
fn nothing_breaks_out_of_its_place() {
    let hostile = "<script>alert('x')</script>\" onload=\"x & \u{202e}y\u{7}";
    let shown = html(hostile);
    assert_eq!(shown, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; onload=&quot;x &amp; y␇");

    let run = "{\"text\":\"</script><img>\"}";
    let page = page(&Page { unanswered: Some(vec![hostile.to_owned()]), last_run: run.to_owned(), ..Page::default() });
    assert_eq!(page.matches("<script").count(), 1, "{page}");
    assert_eq!(page.matches("</script").count(), 1);
    assert!(!page.contains("<img") && page.contains(&shown));
    // What is read back is what was written.
    let json = page.split_once(LAST_RUN_OPENS).unwrap().1.split_once(LAST_RUN_CLOSES).unwrap().0;
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(value["text"], "</script><img>");
}

#[test]
fn the_page_needs_nothing_from_elsewhere() {
    let page = page(&Page::default());
    assert!(page.starts_with(MARKER));
    for part in ["http:", "https:", "url(", "@import", "src="] {
        assert!(!page.contains(part), "{part}");
    }
}
