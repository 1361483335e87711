//! serenity, as a bot uses it, comes online through the proxy, hears, answers, and comes back after a cut.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use serenity::all::{
    Client, Command, CommandOptionType, Context, CreateCommand, CreateCommandOption, CreateInteractionResponse,
    CreateInteractionResponseMessage, CreateMessage, EventHandler, GatewayIntents, HttpBuilder, Interaction, Message,
    Ready,
};
use serenity::async_trait;

use super::loopback::rest::fault::Fault;
use super::loopback::rest::route::Route;
use super::loopback::{Loopback, TOKEN};

/// Says everything again.
struct Echo;

#[async_trait]
impl EventHandler for Echo {
    async fn ready(&self, context: Context, _: Ready) {
        let question = CreateCommandOption::new(CommandOptionType::String, "question", "What").required(true);
        let ask = CreateCommand::new("ask").description("Ask").add_option(question);
        Command::set_global_commands(&context, vec![ask]).await.unwrap();
    }

    async fn message(&self, context: Context, message: Message) {
        if !message.author.bot {
            let answer = CreateMessage::new().content(message.content.clone()).reference_message(&message);
            message.channel_id.send_message(&context, answer).await.unwrap();
        }
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let command = interaction.command().unwrap();
        let text = command.data.options[0].value.as_str().unwrap().to_owned();
        let data = CreateInteractionResponseMessage::new().content(text).ephemeral(true);
        command.create_response(&context, CreateInteractionResponse::Message(data)).await.unwrap();
    }
}

async fn client(discord: &Loopback) -> Client {
    let ca = reqwest::Certificate::from_pem(&discord.ca_pem()).unwrap();
    let proxy = reqwest::Proxy::https(discord.proxy_url()).unwrap();
    let web = reqwest::Client::builder().proxy(proxy).tls_built_in_root_certs(false).add_root_certificate(ca);
    let http = HttpBuilder::new(TOKEN).client(web.build().unwrap()).build();
    let intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    serenity::client::ClientBuilder::new_with_http(http, intents).event_handler(Echo).await.unwrap()
}

#[tokio::test]
async fn serenity_hears_and_answers() {
    let discord = Loopback::start().await;
    let (ann, channel) = (discord.user("ann"), discord.channel("general"));
    let mut client = client(&discord).await;
    let manager = Arc::clone(&client.shard_manager);
    let running = tokio::spawn(async move { client.start().await });
    discord.online().await;
    discord.ask(ann, channel, "one");
    assert_eq!(discord.next_message(channel).await.content, format!("{} one", discord.mention()));
    let answer = discord.slash(ann, channel, "ask", &[("question", json!("two"))]).await.message().await;
    assert_eq!((answer.content.as_str(), answer.only_for), ("two", Some(ann)));

    discord.fail(Route::CreateMessage, 2, Fault::Bucket { retry_after: Duration::from_millis(100) });
    discord.ask(ann, discord.dm(ann), "three");
    assert_eq!(discord.next_message(discord.dm(ann)).await.content, format!("{} three", discord.mention()));
    assert_eq!(discord.n_statuses(429), 2, "its own rate limiter tried again");

    discord.cut();
    discord.ask(ann, channel, "four");
    assert_eq!(discord.next_message(channel).await.content, format!("{} four", discord.mention()));
    discord.resumed(1).await;
    assert_eq!(discord.gateway(|gateway| gateway.n_identifies), 1);
    manager.shutdown_all().await;
    running.await.unwrap().unwrap();
    assert_eq!(discord.n_online(), 0);
}
