//! What is refused at the start, and what stands by.

use std::time::Duration;

use super::fleet::{Fleet, in_time};
use super::loopback::Loopback;
use super::loopback::bot::{Bot, Start};
use super::postgres;

#[tokio::test(flavor = "multi_thread")]
async fn claims_need_postgresql() {
    let discord = Loopback::start().await;
    for store in ["none", "sqlite:bot.db"] {
        let config = format!("[discord]\nshards = {{ each = 1, total = 2 }}\n[store]\nurl = \"{store}\"\n");
        let mut bot = Bot::spawn(&discord, Start { config: &config, ..Start::default() });
        assert_eq!(bot.ended().await.code(), Some(2), "{store}");
        let said = bot.stderr();
        assert!(said.contains("discord.shards") && said.contains("help: set store.url"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fixed_shards_need_no_store_and_are_no_others() {
    in_time(async {
        let discord = Loopback::start().await;
        let config = "[discord]\nshards = { first = 1, last = 1, total = 3 }\n[store]\nurl = \"none\"\n";
        let mut bot = Bot::start(&discord, config).await;
        assert_eq!(discord.shards_online(), [1]);
        let user = discord.user("reader");
        let [ours, theirs] = [1, 2].map(|shard| discord.channel_in(discord.guild_of(shard, 3), "news"));
        let question = "Who is Marco Rubio?";
        discord.ask(user, theirs, question);
        discord.ask(user, ours, question);
        assert!(discord.next_message(ours).await.text().contains("Secretary of State"));
        assert!(discord.is_silent(theirs, Duration::from_millis(200)).await);
        assert!(bot.stop().await.success(), "{}", bot.stderr());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_way_to_part_the_shards_waits_until_the_first_is_given_up() {
    let Some(server) = postgres::shared() else { return };
    in_time(async {
        let mut fleet = Fleet::new(server.database(), 2).await;
        fleet.start(1);
        fleet.complete().await;
        fleet.total = 3;
        fleet.start(1);
        fleet.processes[1].says("standing by").await;
        assert_eq!(fleet.discord.shards_online(), [0, 1]);
        assert!(fleet.processes[0].stop().await.success());
        fleet.processes[1].says("shards are claimed").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_that_are_left_are_counted_by_discord_for_all_processes() {
    let Some(server) = postgres::shared() else { return };
    in_time(async {
        let mut fleet = Fleet::new(server.database(), 2).await;
        // Twenty are left alone: there is one to begin, and two shards.
        fleet.discord.set_starts_left(21);
        fleet.discord.gateway(|gateway| gateway.max_concurrency = 1);
        fleet.start(1);
        let code = fleet.processes[0].ended().await.code();
        assert_eq!(code, Some(6), "{}", fleet.said());
        assert_eq!(fleet.discord.gateway(|gateway| gateway.n_identifies), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asked_enough_in_one_process_has_asked_enough_in_all() {
    let Some(server) = postgres::shared() else { return };
    in_time(async {
        let mut fleet = Fleet::new(server.database(), 4).await;
        fleet.user_per_minute = 3;
        fleet.start(2);
        fleet.complete().await;
        let [here, there] = [0, 2].map(|shard| fleet.channel(shard));
        for _ in 0..3 {
            fleet.discord.ask(fleet.admin, here, "Who is Marco Rubio?");
            assert!(fleet.discord.next_message(here).await.text().contains("Secretary of State"));
        }
        // Word of it goes round within a second or two; alone, this process would let three through.
        let mut n = 0;
        loop {
            fleet.discord.ask(fleet.admin, there, "Who is Marco Rubio?");
            if !fleet.discord.next_message(there).await.text().contains("Secretary of State") {
                break;
            }
            n += 1;
            assert!(n < 3, "{}", fleet.said());
            tokio::time::sleep(Duration::from_millis(1_500)).await;
        }
    })
    .await;
}
