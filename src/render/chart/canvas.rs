//! Pixels: filled rectangles, text, and all of it as PNG.

use noto_sans_mono_bitmap::{FontWeight, RasterHeight, get_raster};

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

/// What stays free at the right, in pixels.
const EDGE: usize = 8;

/// How large a text is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Size {
    Title,
    Axis,
    Small,
}

impl Size {
    fn font(self) -> (FontWeight, RasterHeight) {
        match self {
            Self::Title => (FontWeight::Bold, RasterHeight::Size32),
            Self::Axis => (FontWeight::Regular, RasterHeight::Size24),
            Self::Small => (FontWeight::Regular, RasterHeight::Size20),
        }
    }
}

/// A picture being drawn.
pub(super) struct Canvas {
    width: usize,
    pixels: Vec<Colour>,
}

impl Canvas {
    pub(super) fn new(width: usize, height: usize, ground: Colour) -> Self {
        Self { width, pixels: vec![ground; width * height] }
    }

    /// Fills a rectangle, as far as it lies within the picture.
    pub(super) fn fill(&mut self, x: usize, y: usize, width: usize, height: usize, colour: Colour) {
        let (from, to) = (x.min(self.width), (x + width).min(self.width));
        for row in self.pixels.chunks_exact_mut(self.width).skip(y).take(height) {
            row[from..to].fill(colour);
        }
    }

    /// Writes from `x` on; where the text ends.
    pub(super) fn text(&mut self, x: usize, y: usize, text: &str, size: Size, colour: Colour) -> usize {
        let (weight, height) = size.font();
        let mut x = x;
        for c in text.chars() {
            let Some(raster) = get_raster(c, weight, height).or_else(|| get_raster(' ', weight, height)) else {
                continue;
            };
            for (dy, row) in raster.rows().enumerate() {
                for (dx, share) in row.iter().enumerate() {
                    self.blend(x + dx, y + dy, colour, *share);
                }
            }
            x += raster.width();
        }
        x
    }

    /// Writes so that the text ends at `x`.
    pub(super) fn text_before(&mut self, x: usize, y: usize, text: &str, size: Size, colour: Colour) {
        self.text(x.saturating_sub(width(text, size)), y, text, size, colour);
    }

    /// Writes so that the middle of the text is at `x`, but not into the right edge.
    pub(super) fn text_amid(&mut self, x: usize, y: usize, text: &str, size: Size, colour: Colour) {
        let width = width(text, size);
        let from = x.saturating_sub(width / 2).min(self.width.saturating_sub(width + EDGE));
        self.text(from, y, text, size, colour);
    }

    fn blend(&mut self, x: usize, y: usize, colour: Colour, share: u8) {
        if share == 0 || x >= self.width {
            return;
        }
        let Some(pixel) = self.pixels.get_mut(y * self.width + x) else { return };
        for (own, new) in pixel.iter_mut().zip(colour) {
            let mixed = (u32::from(*own) * u32::from(255 - share) + u32::from(new) * u32::from(share)) / 255;
            *own = u8::try_from(mixed).unwrap_or(u8::MAX);
        }
    }

    /// Pixels of a colour.
    #[cfg(test)]
    pub(super) fn count(&self, colour: Colour) -> usize {
        self.pixels.iter().filter(|pixel| **pixel == colour).count()
    }

    /// The picture as a file; nothing can fail where it goes into memory.
    pub(super) fn png(&self) -> Vec<u8> {
        let mut file = Vec::new();
        let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut encoder = png::Encoder::new(&mut file, size(self.width), size(self.pixels.len() / self.width));
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        if let Ok(mut writer) = encoder.write_header() {
            let _ = writer.write_image_data(self.pixels.as_flattened());
        }
        file
    }
}

fn width(text: &str, size: Size) -> usize {
    let (weight, height) = size.font();
    text.chars().count() * noto_sans_mono_bitmap::get_raster_width(weight, height)
}
