use std::sync::mpsc;

use super::log::LOG_MAX;
use super::*;
use crate::config;
use crate::engine::{Dialogue, Utterance};
use crate::shell::sheet::text;

fn app() -> App {
    App::new(Loaded::read(Origin::BuiltIn).unwrap(), config::Discord::default(), config::Limits::default())
}

/// The built-in knowledge without its last entry: other knowledge, with the golden questions that it had.
fn shorter(_: &Origin) -> Result<Stock, Failure> {
    let mut stock = setup::stock(&Origin::BuiltIn)?;
    let briefing = Arc::make_mut(&mut stock.library.briefings[0]);
    let gap = briefing.entries.iter().rposition(|entry| entry.citations.is_empty()).unwrap();
    assert_eq!(gap + 1, briefing.entries.len(), "nothing points at the last entry");
    briefing.entries.pop();
    "000000000000".clone_into(&mut stock.hash);
    Ok(stock)
}

#[test]
fn one_reload_at_a_time_and_the_other_is_told() {
    let app = app();
    let (started, is_started) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let app = &app;
        let first = scope.spawn(move || {
            reload_with(app, By::User(1), |origin| {
                started.send(()).unwrap();
                may_go_on.recv().unwrap();
                shorter(origin)
            })
        });
        is_started.recv().unwrap();
        let second = reload(app, By::User(2));
        assert!(matches!(second.outcome, Outcome::Busy), "{second:?}");
        assert!(text(&sheet::sheet(&second)).starts_with("Another reload is under way"));
        assert_eq!(second.after(), second.before);
        // Who asks meanwhile does not wait for the reload, which cannot go on before this.
        let reply = app.knowledge().engine.ask(&Utterance::new("Who is it?"), &Dialogue::default());
        assert!(!reply.text.is_empty());
        go_on.send(()).unwrap();
        assert!(matches!(first.join().unwrap().outcome, Outcome::Swapped { .. }));
    });
    assert!(matches!(reload(&app, By::User(2)).outcome, Outcome::Swapped { .. }), "its turn has come");
    let who: Vec<_> = app.reloads.latest().iter().map(|entry| (entry.by, entry.deed == Deed::Busy)).collect();
    assert_eq!(who, [(By::User(2), false), (By::User(1), false), (By::User(2), true)]);
}

#[test]
fn knowledge_that_breaks_the_bot_itself_changes_nothing() {
    let app = app();
    let before = app.knowledge();
    let report = reload_with(&app, By::Console, |_| {
        let nothing: [usize; 0] = [];
        let at = nothing.iter().sum::<usize>();
        assert!(nothing.get(at).is_some(), "an engine that panics");
        setup::stock(&Origin::BuiltIn)
    });
    let Outcome::Failed(problems) = &report.outcome else { panic!("{report:?}") };
    assert!(problems[0].message.contains("fault of the bot"), "{problems:?}");
    assert!(Arc::ptr_eq(&before, &app.knowledge()));
    drop(before);
    assert!(matches!(reload_with(&app, By::Console, shorter).outcome, Outcome::Swapped { .. }), "it can still reload");
}

#[test]
fn the_old_knowledge_is_let_go_by_the_reload() {
    let app = app();
    let old = Arc::downgrade(&app.knowledge());
    reload_with(&app, By::Signal, shorter);
    assert!(old.upgrade().is_none());
}

#[test]
fn all_that_was_wanted_is_noted() {
    let app = app();
    let at = SystemTime::UNIX_EPOCH;
    refused(&app, By::User(3), at);
    reload(&app, By::Signal);
    reload_with(&app, By::User(1), shorter);
    let folder_gone = |_: &Origin| Err(Failure::Usage("there is no folder x".to_owned()));
    let report = reload_with(&app, By::User(1), folder_gone);
    assert_eq!(
        text(&sheet::sheet(&report)),
        "Not reloaded: 1 problem. The knowledge is still 000000000000.\nProblems (1):\n  there is no folder x\n"
    );
    let deeds: Vec<_> = app.reloads.latest().iter().map(|entry| (entry.by, entry.deed)).collect();
    assert_eq!(
        deeds,
        [
            (By::User(1), Deed::Failed { n_problems: 1 }),
            (By::User(1), Deed::Swapped { n_broken: 0 }),
            (By::Signal, Deed::Unchanged),
            (By::User(3), Deed::Refused),
        ]
    );
    assert_eq!(app.reloads.latest()[0].hash, "000000000000");
    assert!(deeds.len() < LOG_MAX);
}
