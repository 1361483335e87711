//! The real binary under load: 500 questions a second through the gateway of the loopback Discord, over TLS and with
//! serenity's limits, from so many people in so many channels that nobody meets a limit.
//!
//! Prints how many were answered, lost, answered twice; the time from the dispatch of a question to the arrival of its
//! answer's request; and the bot's resident memory. Takes 10 s, or `BENCH_SECONDS`; both sides share the machine.
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]
#![allow(clippy::expect_used, reason = "a bench that cannot set itself up must stop")]
#![allow(clippy::cast_sign_loss, reason = "no time and no share is negative")]

mod common;
#[path = "../tests/loopback/mod.rs"]
mod loopback;

use std::time::{Duration, Instant};

use loopback::Loopback;
use loopback::bot::Bot;
use loopback::world::Id;
use tokio::time::MissedTickBehavior;

const PER_SECOND: u32 = 500;
/// Each asks ten questions a minute; the default limit is twenty …
const N_USERS: usize = 3_000;
/// … and a channel hears thirty, of sixty.
const N_CHANNELS: usize = 1_000;
/// For the last answers, and for whatever comes twice.
const PATIENCE: Duration = Duration::from_secs(20);
const SECONDS_DEFAULT: u64 = 10;

fn main() {
    let seconds = std::env::var("BENCH_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(SECONDS_DEFAULT);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("threads can be had").block_on(run(Duration::from_secs(seconds)));
}

async fn run(time: Duration) {
    let discord = Loopback::start().await;
    let channels: Vec<Id> = (0..N_CHANNELS).map(|n| discord.channel(&format!("channel-{n}"))).collect();
    let users: Vec<Id> = (0..N_USERS).map(|n| discord.user(&format!("user-{n}"))).collect();
    let questions: Vec<String> = common::questions().into_iter().map(|row| row.q).collect();
    let mut bot = Bot::start(&discord, "").await;
    bot.says("Discord was told of the commands").await;
    discord.count_only();

    let mut memory = Memory::of(&bot);
    let n_questions = (time.as_secs_f64() * f64::from(PER_SECOND)) as usize;
    let mut pace = tokio::time::interval(Duration::from_secs(1) / PER_SECOND);
    pace.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let began = Instant::now();
    for n in 0..n_questions {
        pace.tick().await;
        discord.ask(users[n % N_USERS], channels[n % N_CHANNELS], &questions[n % questions.len()]);
        if n % PER_SECOND as usize == 0 {
            memory.look(&bot);
        }
    }
    let took = began.elapsed();
    let is_done = |state: &mut loopback::State| {
        state.world.questions.values().all(|question| question.n_answers > 0).then_some(())
    };
    let _ = discord.wait_within(PATIENCE, is_done).await;
    memory.look(&bot);
    let peak = mib(bot.peak_rss_kib());
    // Once it is gone, nothing can come twice any more.
    let end = bot.stop().await;
    report(&discord, took, &memory, peak);
    println!("ended with {end}");
    if !end.success() {
        println!("{}", bot.stderr());
    }
}

/// Resident memory as the run went on, in MiB.
struct Memory(Vec<f64>);

impl Memory {
    fn of(bot: &Bot) -> Self {
        Self(vec![mib(bot.rss_kib())])
    }

    fn look(&mut self, bot: &Bot) {
        self.0.push(mib(bot.rss_kib()));
    }
}

fn mib(kib: Option<u64>) -> f64 {
    kib.map_or(f64::NAN, |kib| kib as f64 / 1024.0)
}

fn report(discord: &Loopback, took: Duration, memory: &Memory, peak: f64) {
    let answers = discord.answers();
    let count = |is_it: fn(usize) -> bool| answers.iter().filter(|(_, n, _)| is_it(*n)).count();
    let times = answers.iter().filter_map(|(_, _, after)| after.map(|after| after.as_secs_f64() * 1e3));
    let mut times: Vec<f64> = times.collect();
    times.sort_by(f64::total_cmp);
    println!(
        "{} questions in {:.1} s: {} answered, {} lost, {} answered twice; {} calls refused",
        answers.len(),
        took.as_secs_f64(),
        count(|n| n > 0),
        count(|n| n == 0),
        count(|n| n > 1),
        discord.n_statuses(429),
    );
    println!(
        "dispatch to answer's arrival, ms: p50 {:.1}, p90 {:.1}, p99 {:.1}, max {:.1}",
        common::quantile(&times, 0.5),
        common::quantile(&times, 0.9),
        common::quantile(&times, 0.99),
        times.last().copied().unwrap_or(f64::NAN),
    );
    let at = |share: f64| memory.0[((memory.0.len() - 1) as f64 * share) as usize];
    println!(
        "resident memory, MiB: idle {:.1}, at half time {:.1}, at the end {:.1}, peak {peak:.1}; second half {:+.1}",
        memory.0[0],
        at(0.5),
        at(1.0),
        at(1.0) - at(0.5),
    );
}
