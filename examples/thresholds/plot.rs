//! Panels of lines beside one another as SVG, readable on white and on black.

use std::fmt::Write as _;

/// Inner width and height of a panel, in pixels of the picture.
const SIZE: (f64, f64) = (250.0, 210.0);
/// From one panel to the next.
const PITCH: f64 = 300.0;
/// Left of and above the first panel.
const ORIGIN: (f64, f64) = (48.0, 76.0);
/// Name and class of each line, in the order of `Verdict::ALL`.
const LINES: [(&str, &str); 4] = [("right", "r"), ("false answer", "f"), ("missed", "m"), ("wrong answer", "w")];

const STYLE: &str = "\
.paper{fill:#fff}text{fill:#1f2328;font:12px system-ui,sans-serif}.title{font-weight:600;font-size:13px}
.grid{stroke:#d1d9e0}.now{stroke:#59636e;stroke-dasharray:4 3}.line{fill:none;stroke-width:2}
.r{stroke:#1a7f37}.f{stroke:#cf222e;stroke-width:3}.m{stroke:#0969da;stroke-dasharray:7 3}.w{stroke:#9a6700;stroke-dasharray:2 3}
@media(prefers-color-scheme:dark){.paper{fill:#0d1117}text{fill:#e6edf3}.grid{stroke:#30363d}.now{stroke:#9198a1}
.r{stroke:#3fb950}.f{stroke:#f85149}.m{stroke:#58a6ff}.w{stroke:#d29922}}";

/// Shares of the verdicts at one value of a threshold.
pub(crate) struct Point {
    /// The value, 0.0 to 1.0.
    pub(crate) at: f64,
    /// A share for each of `Verdict::ALL`, 0.0 to 1.0.
    pub(crate) shares: [f64; 4],
}

/// The verdicts on one question set over the values of one threshold.
pub(crate) struct Panel {
    /// What was asked.
    pub(crate) title: &'static str,
    /// What was moved.
    pub(crate) threshold: &'static str,
    /// How many questions.
    pub(crate) n: usize,
    /// Where the threshold stands.
    pub(crate) now: f64,
    /// By rising value.
    pub(crate) points: Vec<Point>,
}

/// The picture.
pub(crate) fn svg(panels: &[Panel]) -> String {
    let width = ORIGIN.0 + PITCH * panels.len() as f64 - PITCH + SIZE.0 + 18.0;
    let height = ORIGIN.1 + SIZE.1 + 56.0;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\">\n<title>Right, false, missed and wrong answers over the threshold</title>\n<style>{STYLE}</style>\n\
         <rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n"
    );
    for (i, (name, class)) in LINES.iter().enumerate() {
        let x = ORIGIN.0 + 150.0 * i as f64;
        let _ = writeln!(
            out,
            "<path class=\"line {class}\" d=\"M{x} 22h28\"/><text x=\"{}\" y=\"26\">{name}</text>",
            x + 34.0
        );
    }
    for (i, panel) in panels.iter().enumerate() {
        draw(&mut out, panel, ORIGIN.0 + PITCH * i as f64);
    }
    out += "</svg>\n";
    out
}

fn draw(out: &mut String, panel: &Panel, left: f64) {
    let x = |value: f64| left + value * SIZE.0;
    let y = |share: f64| ORIGIN.1 + (1.0 - share) * SIZE.1;
    let bottom = y(0.0);
    let _ = writeln!(
        out,
        "<text class=\"title\" x=\"{left}\" y=\"{}\">{}, {} questions</text>",
        ORIGIN.1 - 18.0,
        panel.title,
        panel.n
    );
    for step in 0..=4u8 {
        let share = f64::from(step) / 4.0;
        let _ = writeln!(
            out,
            "<path class=\"grid\" d=\"M{left} {:.1}h{}\"/><text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{:.0} %</text>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{share}</text>",
            y(share),
            SIZE.0,
            left - 6.0,
            y(share) + 4.0,
            share * 100.0,
            x(share),
            bottom + 18.0
        );
    }
    let _ = writeln!(
        out,
        "<path class=\"now\" d=\"M{0:.1} {1}V{bottom}\"/><text x=\"{2}\" y=\"{3}\" text-anchor=\"middle\">{4} (now {5:.2})</text>",
        x(panel.now),
        ORIGIN.1 - 8.0,
        x(0.5),
        bottom + 38.0,
        panel.threshold,
        panel.now
    );
    for (at, (_, class)) in LINES.iter().enumerate() {
        let points: Vec<String> =
            panel.points.iter().map(|point| format!("{:.1} {:.1}", x(point.at), y(point.shares[at]))).collect();
        let _ = writeln!(out, "<path class=\"line {class}\" d=\"M{}\"/>", points.join("L"));
    }
}
