//! Can the bot answer, and if not, what is missing?

use serde::Serialize;

use crate::shell::app::App;

/// Whether the bot can answer, as `/readyz` tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Readiness {
    /// Can it?
    pub ready: bool,
    /// What is missing: `knowledge`, `shards`; `stopping` where it will not be ready any more.
    pub missing: Vec<&'static str>,
    /// Hash of the knowledge.
    pub knowledge: Option<String>,
    /// Connections to the gateway, where there is to be one; a process that stands by has none and is ready.
    pub shards: Option<Connections>,
}

/// Connections to the gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Connections {
    /// How many are connected.
    pub connected: usize,
    /// How many there are to be; 0 while that is not known.
    pub total: usize,
}

impl Readiness {
    /// Of a bot, which has its knowledge; `None` has not.
    #[must_use]
    pub fn of(app: Option<&App>, has_gateway: bool, is_stopping: bool) -> Self {
        let lines = app.map(|app| app.shards.all()).unwrap_or_default();
        let connected = lines.iter().filter(|line| line.stage == "connected").count();
        let connections = Connections { connected, total: lines.len() };
        let mut missing = Vec::new();
        if app.is_none() {
            missing.push("knowledge");
        }
        let stands_by = app.is_some_and(|app| app.shards.is_standing_by());
        if has_gateway && !stands_by && (lines.is_empty() || connected < lines.len()) {
            missing.push("shards");
        }
        if is_stopping {
            missing.push("stopping");
        }
        Self {
            ready: missing.is_empty(),
            missing,
            knowledge: app.map(|app| app.knowledge().hash.clone()),
            shards: has_gateway.then_some(connections),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Discord, Limits};
    use crate::engine::Engine;
    use crate::shell::app::Loaded;
    use crate::shell::files;
    use crate::shell::setup::Origin;
    use crate::shell::status::ShardLine;

    #[test]
    fn it_is_ready_with_knowledge_and_all_its_shards() {
        let loaded = Loaded::new(Engine::new(files::built_in()), "abc".into(), Origin::BuiltIn);
        let app = App::new(loaded, Discord::default(), Limits::default());
        let line = |id, stage: &str| ShardLine { id, stage: stage.into(), latency_ms: None };
        assert_eq!(Readiness::of(None, true, false).missing, ["knowledge", "shards"]);
        assert!(Readiness::of(Some(&app), false, false).ready);
        assert_eq!(Readiness::of(Some(&app), true, false).missing, ["shards"]);
        app.shards.set(vec![line(0, "connected"), line(1, "resuming")]);
        let half = Readiness::of(Some(&app), true, false);
        assert_eq!((half.missing, half.shards.map(|of| (of.connected, of.total))), (vec!["shards"], Some((1, 2))));
        app.shards.see(1, "connected");
        assert!(Readiness::of(Some(&app), true, false).ready);
        assert_eq!(Readiness::of(Some(&app), true, true).missing, ["stopping"]);
    }
}
