//! Loading from text in memory: the shipped briefing, the lexicon, and a briefing that is refused; drafting.

mod common;

use std::hint::black_box;
use std::sync::Arc;

use briefing_bot::diagnostic::Source;
use briefing_bot::knowledge::{draft, load};
use criterion::{Criterion, Throughput};

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("load");
    group.throughput(Throughput::Bytes((common::BRIEFING.len() + common::ARTICLE.len()) as u64));
    group.bench_function("briefing", |bencher| {
        bencher.iter(|| common::briefing(black_box(common::BRIEFING), black_box(common::ARTICLE)));
    });
    // Every citation broken: the price of telling an editor the nearest passage, as far as that is told.
    let broken = common::BRIEFING.replace("cite = [\"", "cite = [\"Xyz ");
    group.bench_function("briefing/all citations broken", |bencher| {
        let toml = Arc::new(Source::new("briefing.toml", broken.as_str()));
        let article = Arc::new(Source::new("article.txt", common::ARTICLE));
        bencher.iter(|| load::briefing(black_box(&toml), |_| Ok(Arc::clone(&article))).is_err());
    });
    group.throughput(Throughput::Bytes(common::ARTICLE.len() as u64));
    group.bench_function("draft", |bencher| {
        bencher.iter(|| {
            let drafted = draft::draft(black_box(common::ARTICLE));
            draft::briefing(common::ARTICLE, &drafted, &draft::Head::default())
        });
    });
    group.throughput(Throughput::Bytes(common::LEXICON.len() as u64));
    group.bench_function("lexicon", |bencher| bencher.iter(|| common::lexicon(black_box(common::LEXICON))));
    group.finish();
    criterion.final_summary();
}
