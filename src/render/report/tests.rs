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

/// A colour variable of the stylesheet: red, green, blue and opacity, each 0.0 to 1.0.
fn colour(palette: &str, name: &str) -> [f64; 4] {
    let value = palette.split_once(&format!("--{name}:#")).unwrap_or_else(|| panic!("no --{name}")).1;
    let digits: String = value.chars().take_while(char::is_ascii_hexdigit).collect();
    let wide = if digits.len() == 3 { digits.chars().flat_map(|c| [c, c]).collect() } else { digits };
    let part = |at: usize| wide.get(at..at + 2).map(|pair| f64::from(u8::from_str_radix(pair, 16).unwrap()) / 255.0);
    [0, 2, 4, 6].map(|at| part(at).unwrap_or(1.0))
}

/// How light a colour is, as the Web Content Accessibility Guidelines reckon it.
fn luminance([red, green, blue, _]: [f64; 4]) -> f64 {
    let linear = |part: f64| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

fn contrast(one: [f64; 4], other: [f64; 4]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// What is seen where a colour that lets light through lies over another.
fn over(upper: [f64; 4], lower: [f64; 4]) -> [f64; 4] {
    let mix = |at: usize| upper[at] * upper[3] + lower[at] * (1.0 - upper[3]);
    [mix(0), mix(1), mix(2), 1.0]
}

#[test]
fn all_text_can_be_read_on_what_is_behind_it() {
    const MIN: f64 = 4.5;
    assert!((contrast([0.0, 0.0, 0.0, 1.0], [1.0; 4]) - 21.0).abs() < 1e-9);
    let style = include_str!("style.css");
    let (light, rest) = style.split_once("@media(prefers-color-scheme:dark)").unwrap();
    let dark = rest.split_once("}}").unwrap().0;
    // No text has another colour than those that are held against what is behind them below.
    for part in ["{color:", ";color:"].iter().flat_map(|opening| style.split(opening).skip(1)) {
        let value = part.split([';', '}']).next().unwrap();
        assert!(["var(--fg)", "var(--dim)", "var(--link)", "var(--bad)", "inherit"].contains(&value), "{value}");
    }
    for (mode, palette) in [("light", light), ("dark", dark)] {
        let background = colour(palette, "bg");
        let check = |what: &str, text: [f64; 4], behind: [f64; 4]| {
            let ratio = contrast(text, behind);
            assert!(ratio >= MIN, "{mode}: {what} has {ratio:.2}");
        };
        for text in ["fg", "dim", "link", "bad"] {
            check(text, colour(palette, text), background);
        }
        let text = colour(palette, "fg");
        for mark in ["quote", "claim", "fact", "event", "name", "gap"] {
            check(mark, text, colour(palette, mark));
        }
        // The stripes of what is not cited lie over the page, and over the colour of what is cited elsewhere.
        check("hatch", text, over(colour(palette, "hatch"), background));
    }
}
