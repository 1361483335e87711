//! Faults on demand: the next requests of a route fail in a way that is told.

use std::time::Duration;

use super::super::Loopback;
use super::route::Route;

/// How a request fails.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fault {
    /// 429 of the route's bucket.
    Bucket { retry_after: Duration },
    /// 429 over all routes.
    Global { retry_after: Duration },
    /// This status, such as 500 or 502; nothing was done.
    Status(u16),
    /// Done at once, but answered after this time.
    Slow(Duration),
    /// The connection ends before anything is done or answered.
    CutBefore,
    /// It is done, but the connection ends before the answer.
    CutAfter,
    /// It is done, but the connection ends in the middle of the answer.
    CutMidway,
}

/// What is to fail.
#[derive(Debug, Default)]
pub(crate) struct Faulty {
    plans: Vec<Plan>,
}

#[derive(Debug)]
struct Plan {
    /// None: every route.
    route: Option<Route>,
    n: usize,
    fault: Fault,
}

impl Faulty {
    /// The fault of this request, if there is one; plans are used up in order.
    pub(crate) fn take(&mut self, route: Route) -> Option<Fault> {
        let at = self.plans.iter().position(|plan| plan.route.is_none_or(|of| of == route))?;
        let plan = &mut self.plans[at];
        let fault = plan.fault;
        plan.n -= 1;
        if plan.n == 0 {
            self.plans.remove(at);
        }
        Some(fault)
    }
}

impl Loopback {
    /// The next `n` requests of a route fail.
    pub(crate) fn fail(&self, route: Route, n: usize, fault: Fault) {
        self.plan(Some(route), n, fault);
    }

    /// The next `n` requests of any route fail.
    pub(crate) fn fail_all(&self, n: usize, fault: Fault) {
        self.plan(None, n, fault);
    }

    fn plan(&self, route: Option<Route>, n: usize, fault: Fault) {
        if n > 0 {
            self.hub.state().faulty.plans.push(Plan { route, n, fault });
        }
    }

    /// Nothing fails any more.
    pub(crate) fn heal(&self) {
        self.hub.state().faulty.plans.clear();
    }

    /// How many planned faults have not happened yet.
    pub(crate) fn n_faults_left(&self) -> usize {
        self.hub.state().faulty.plans.iter().map(|plan| plan.n).sum()
    }

    /// Sets the limit of a route; each channel or application has its own bucket.
    pub(crate) fn limit(&self, route: Route, n: u32, per: Duration) {
        self.hub.state().rates.set(route, n, per);
    }

    /// Sets the limit over all routes but first responses to interactions.
    pub(crate) fn limit_global(&self, n: u32, per: Duration) {
        self.hub.state().rates.set_global(n, per);
    }
}
