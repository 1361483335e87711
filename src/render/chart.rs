//! Numbers by day as a picture, in PNG: bars side by side, readable on a phone, on a ground of its own so that it is the
//! same in a dark and a light window.

mod canvas;

use canvas::{Canvas, Colour, Size};

use crate::render::wording::chart as says;

/// Width, in pixels. On a phone it is shown at less than half of it.
pub const WIDTH: usize = 800;
/// Height, in pixels.
pub const HEIGHT: usize = 480;
/// Most days that have room.
pub const DAYS_MAX: usize = 31;

const GROUND: Colour = [0x1e, 0x21, 0x28];
const LINE: Colour = [0x41, 0x47, 0x53];
const TEXT: Colour = [0xf0, 0xf2, 0xf5];
const FAINT: Colour = [0xb4, 0xba, 0xc4];
/// The colours of the bars, in the order of [`Day::bars`]: told apart by those who see red and green alike, too.
pub const COLOURS: [[u8; 3]; 3] = [[0x56, 0xb4, 0xe9], [0xf2, 0xb1, 0x34], [0xe0, 0x6a, 0xa8]];

/// Where the bars stand, in pixels: left, right, top and bottom.
const PLOT: [usize; 4] = [88, WIDTH - 20, 128, HEIGHT - 76];
/// Lines across the plot.
const TICKS: u64 = 4;
/// Room of a day's label, in pixels.
const LABEL_WIDTH: usize = 96;

/// The questions of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Its name below the bars, in ASCII; at most six characters have room.
    pub label: String,
    /// How many were answered, how many were not, and how many answers were said not to be helpful.
    pub bars: [u64; 3],
}

/// Draws days, oldest first; of more than have room, the last. The title is in ASCII; other characters are left blank.
#[must_use]
pub fn png(title: &str, days: &[Day]) -> Vec<u8> {
    let days = &days[days.len().saturating_sub(DAYS_MAX)..];
    let mut canvas = Canvas::new(WIDTH, HEIGHT, GROUND);
    canvas.text(20, 14, title, Size::Title, TEXT);
    legend(&mut canvas, days);
    let most = days.iter().flat_map(|day| day.bars).max().unwrap_or(0);
    let top = round_up(most);
    let [left, right, above, below] = PLOT;
    canvas.text(20, above - 34, says::PER_DAY, Size::Small, FAINT);
    for tick in 0..=TICKS {
        let y = below - scaled(tick, TICKS, below - above);
        canvas.fill(left, y, right - left, if tick == 0 { 2 } else { 1 }, LINE);
        let label = figure(top / TICKS * tick);
        canvas.text_before(left - 10, y.saturating_sub(12), &label, Size::Axis, FAINT);
    }
    bars(&mut canvas, days, top);
    canvas.text_before(right, HEIGHT - 28, says::DAYS_OF, Size::Small, FAINT);
    canvas.png()
}

/// Each series with its colour and its sum.
fn legend(canvas: &mut Canvas, days: &[Day]) {
    let mut x = 20;
    for (at, (name, colour)) in says::SERIES.iter().zip(COLOURS).enumerate() {
        let sum = days.iter().fold(0_u64, |sum, day| sum.saturating_add(day.bars[at]));
        canvas.fill(x, 62, 20, 20, colour);
        x = canvas.text(x + 28, 60, &format!("{name} {}", figure(sum)), Size::Axis, TEXT) + 28;
    }
}

fn bars(canvas: &mut Canvas, days: &[Day], top: u64) {
    let [left, right, above, below] = PLOT;
    let room = (right - left) / days.len().max(1);
    let (width, gap) = ((room * 4 / 15).clamp(2, 40), usize::from(room > 30));
    let every = LABEL_WIDTH.div_ceil(room.max(1));
    for (at, day) in days.iter().enumerate() {
        let from = left + at * room + (room - (3 * width + 2 * gap)) / 2;
        for (n, (value, colour)) in day.bars.into_iter().zip(COLOURS).enumerate() {
            // What there is at all is seen.
            let height = scaled(value, top, below - above).max(if value > 0 { 3 } else { 0 });
            canvas.fill(from + n * (width + gap), below - height, width, height, colour);
        }
        // Counted from the last day, which always has its label.
        if (days.len() - 1 - at).is_multiple_of(every) {
            let middle = left + at * room + room / 2;
            canvas.text_amid(middle, below + 10, &day.label, Size::Axis, FAINT);
        }
    }
}

/// The share of `value` in `of`, of `length` pixels.
fn scaled(value: u64, of: u64, length: usize) -> usize {
    let pixels = u128::from(value) * length as u128 / u128::from(of.max(1));
    usize::try_from(pixels).unwrap_or(length).min(length)
}

/// The next number that four lines part evenly: 4, 8, 12, 16, 20, 24, 32, 40, 80, 120 …
fn round_up(most: u64) -> u64 {
    let mut unit = 1_u64;
    loop {
        for step in [4, 8, 12, 16, 20, 24, 32] {
            match unit.checked_mul(step) {
                Some(top) if top >= most => return top,
                Some(_) => {}
                None => return u64::MAX / TICKS * TICKS,
            }
        }
        unit = unit.saturating_mul(10);
    }
}

/// A number that stays short: 950, 12k, 3M.
fn figure(n: u64) -> String {
    match n {
        0..=9_999 => n.to_string(),
        10_000..=9_999_999 => format!("{}k", n / 1_000),
        _ => format!("{}M", n / 1_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_covers_all_and_is_parted_evenly() {
        for (most, wanted) in [(0, 4), (4, 4), (5, 8), (9, 12), (21, 24), (33, 40), (81, 120), (3_300, 4_000)] {
            assert_eq!(round_up(most), wanted, "{most}");
        }
        assert!(round_up(u64::MAX).is_multiple_of(TICKS));
        assert_eq!([figure(9_999), figure(12_345), figure(12_345_678)], ["9999", "12k", "12M"]);
    }

    #[test]
    fn each_bar_has_its_colour_and_height() {
        let day = |bars| Day { label: "3 Mar".into(), bars };
        let canvas = |days: &[Day]| {
            let mut canvas = Canvas::new(WIDTH, HEIGHT, GROUND);
            bars(&mut canvas, days, 8);
            canvas
        };
        let full = PLOT[3] - PLOT[2];
        let drawn = canvas(&[day([8, 4, 0]), day([0, 0, 2])]);
        let n = |colour| drawn.count(colour);
        assert_eq!((n(COLOURS[0]), n(COLOURS[1]), n(COLOURS[2])), (40 * full, 40 * (full / 2), 40 * (full / 4)));
        let many: Vec<Day> = (0..DAYS_MAX).map(|_| day([1, 1, 1])).collect();
        assert!(COLOURS.iter().all(|colour| canvas(&many).count(*colour) > 0));
    }

    #[test]
    fn any_days_make_a_picture() {
        for days in [vec![], vec![Day { label: "\u{1f600}é".into(), bars: [u64::MAX, 0, 1] }; 90]] {
            assert!(png("Straße \u{0}", &days).starts_with(b"\x89PNG"));
        }
    }
}
