//! Settings of servers and of their channels, as admins made them while the bot runs.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::Store;
use super::day::seconds;
use super::error::Error;
use super::shared;
use super::words::{Tx, execute, fetch, select};

/// Bytes of a value; a longer one is cut.
const VALUE_MAX_BYTES: usize = 1_000;

/// Where a setting holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// Id of the server; `None` in a direct message.
    pub guild: Option<u64>,
    /// Id of the channel; `None` is the whole server.
    pub channel: Option<u64>,
}

impl At {
    /// A whole server.
    #[must_use]
    pub fn guild(guild: u64) -> Self {
        Self { guild: Some(guild), channel: None }
    }

    /// A channel, perhaps of a server.
    #[must_use]
    pub fn channel(guild: Option<u64>, channel: u64) -> Self {
        Self { guild, channel: Some(channel) }
    }
}

/// Which setting it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// `true` or `false`: may the bot answer there?
    Allowed,
    /// Id of the briefing that is asked there; empty where all are asked, whatever the configuration says.
    Briefing,
    /// `true` or `false`: is every message there a question?
    Listens,
    /// `true` or `false`: are answers to commands for all, unless the asker says otherwise?
    Share,
}

impl Name {
    /// All.
    pub const ALL: [Self; 4] = [Self::Allowed, Self::Briefing, Self::Listens, Self::Share];

    /// The name in the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Briefing => "briefing",
            Self::Listens => "listens",
            Self::Share => "share",
        }
    }
}

/// A setting, or a place without one any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Where it holds.
    pub at: At,
    /// Which it is.
    pub name: Name,
    /// What was chosen; `None` where it was taken away.
    pub value: Option<String>,
    /// Number of the change, over all settings: a later one is higher.
    pub version: u64,
    /// When it was made, to the second.
    pub changed: SystemTime,
}

impl Setting {
    /// A value that is `true` or `false`.
    #[must_use]
    pub fn flag(&self) -> Option<bool> {
        self.value.as_deref()?.parse().ok()
    }
}

type Row = (i64, i64, String, Option<String>, i64, i64);

impl Store {
    /// A setting of a place itself; that of its server does not stand in for it.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn setting(&self, at: At, name: Name) -> Result<Option<Setting>, Error> {
        let rows: Vec<Row> = select!(
            self,
            "SELECT guild, channel, name, value, version, changed FROM settings \
             WHERE guild = $1 AND channel = $2 AND name = $3 AND value IS NOT NULL",
            id(at.guild),
            id(at.channel),
            name.as_str(),
        )?;
        Ok(rows.into_iter().find_map(setting))
    }

    /// All settings that hold now, by place and name.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn settings(&self) -> Result<Vec<Setting>, Error> {
        let rows: Vec<Row> = select!(
            self,
            "SELECT guild, channel, name, value, version, changed FROM settings \
             WHERE value IS NOT NULL ORDER BY guild, channel, name",
        )?;
        Ok(rows.into_iter().filter_map(setting).collect())
    }

    /// All settings that hold in a server and its channels.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn settings_of(&self, guild: u64) -> Result<Vec<Setting>, Error> {
        let rows: Vec<Row> = select!(
            self,
            "SELECT guild, channel, name, value, version, changed FROM settings \
             WHERE guild = $1 AND value IS NOT NULL ORDER BY channel, name",
            id(Some(guild)),
        )?;
        Ok(rows.into_iter().filter_map(setting).collect())
    }

    /// What changed after a version, in order: by it, a process notices what another one did. 0 is the beginning.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn settings_since(&self, version: u64) -> Result<Vec<Setting>, Error> {
        let rows: Vec<Row> = select!(
            self,
            "SELECT guild, channel, name, value, version, changed FROM settings WHERE version > $1 ORDER BY version",
            version.cast_signed(),
        )?;
        Ok(rows.into_iter().filter_map(setting).collect())
    }

    /// Number of the last change of any setting.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn settings_version(&self) -> Result<u64, Error> {
        let rows: Vec<(i64,)> = select!(self, "SELECT version FROM settings_version")?;
        Ok(rows.first().map_or(0, |row| row.0.cast_unsigned()))
    }

    /// Makes a setting, and returns the number of the change.
    ///
    /// # Errors
    /// The store does not answer, or cannot be written; then nothing is changed.
    pub async fn put_setting(&self, at: At, name: Name, value: &str, now: SystemTime) -> Result<u64, Error> {
        self.change(at, name, Some(value), now).await
    }

    /// Takes a setting away, and returns the number of the change.
    ///
    /// # Errors
    /// As [`Store::put_setting`].
    pub async fn remove_setting(&self, at: At, name: Name, now: SystemTime) -> Result<u64, Error> {
        self.change(at, name, None, now).await
    }

    /// Takes all settings of a server and its channels away, as when it wishes to be forgotten. How many there were.
    ///
    /// # Errors
    /// As [`Store::put_setting`].
    pub async fn forget_guild(&self, guild: u64, now: SystemTime) -> Result<u64, Error> {
        let mut tx = self.begin().await?;
        let version = next_version(&mut tx).await?;
        let n = execute!(
            &mut tx,
            "UPDATE settings SET value = NULL, version = $2, changed = $3 WHERE guild = $1 AND value IS NOT NULL",
            id(Some(guild)),
            version,
            seconds(now).cast_signed(),
        )?;
        tell(&mut tx).await?;
        tx.commit().await?;
        Ok(n)
    }

    /// Takes all settings away. How many there were.
    ///
    /// # Errors
    /// As [`Store::put_setting`].
    pub async fn purge_settings(&self, now: SystemTime) -> Result<u64, Error> {
        let mut tx = self.begin().await?;
        let version = next_version(&mut tx).await?;
        let n = execute!(
            &mut tx,
            "UPDATE settings SET value = NULL, version = $1, changed = $2 WHERE value IS NOT NULL",
            version,
            seconds(now).cast_signed(),
        )?;
        tx.commit().await?;
        Ok(n)
    }

    async fn change(&self, at: At, name: Name, value: Option<&str>, now: SystemTime) -> Result<u64, Error> {
        let mut tx = self.begin().await?;
        let version = change(&mut tx, at, name, value, now).await?;
        tx.commit().await?;
        Ok(version)
    }
}

/// Makes or takes away a setting, and returns the number of the change.
pub(super) async fn change(
    tx: &mut Tx,
    at: At,
    name: Name,
    value: Option<&str>,
    now: SystemTime,
) -> Result<u64, Error> {
    let version = next_version(tx).await?;
    let value: Option<String> = value.map(|value| value.chars().filter(|c| !c.is_control()).collect());
    execute!(
        tx,
        "INSERT INTO settings (guild, channel, name, value, version, changed) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (guild, channel, name) DO UPDATE \
         SET value = excluded.value, version = excluded.version, changed = excluded.changed",
        id(at.guild),
        id(at.channel),
        name.as_str(),
        value.as_deref().map(|value| &value[..value.floor_char_boundary(VALUE_MAX_BYTES)]),
        version,
        seconds(now).cast_signed(),
    )?;
    tell(tx).await?;
    Ok(version.cast_unsigned())
}

/// Once it holds, other processes are told; a file has none.
async fn tell(tx: &mut Tx) -> Result<(), Error> {
    if let Tx::Postgres(tx) = tx {
        let notify = sqlx::query("SELECT pg_notify($1, $2)").bind(shared::CHANNEL).bind(shared::SETTINGS);
        notify.execute(&mut **tx).await?;
    }
    Ok(())
}

/// Whoever changes settings has the row of the version until the end: versions become visible in their order.
async fn next_version(tx: &mut Tx) -> Result<i64, Error> {
    let rows: Vec<(i64,)> = fetch!(tx, "UPDATE settings_version SET version = version + 1 RETURNING version")?;
    Ok(rows.first().map_or(0, |row| row.0))
}

/// No id is 0.
fn id(id: Option<u64>) -> i64 {
    id.unwrap_or(0).cast_signed()
}

/// A name of another version, older or newer, is left out.
fn setting((guild, channel, name, value, version, changed): Row) -> Option<Setting> {
    let known = |id: i64| (id != 0).then_some(id.cast_unsigned());
    Some(Setting {
        at: At { guild: known(guild), channel: known(channel) },
        name: Name::ALL.into_iter().find(|known| known.as_str() == name)?,
        value,
        version: version.cast_unsigned(),
        changed: UNIX_EPOCH + Duration::from_secs(u64::try_from(changed).unwrap_or(0)),
    })
}
