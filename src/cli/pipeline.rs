//! The way from a snapshot to released figures, shared by the commands.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::failure::Failure;
use crate::assess::{Grounds, assess_on};
use crate::benchmark::Benchmarks;
use crate::breakdown::SplitBy;
use crate::calendar::{Date, Period, long_date};
use crate::compute::{ComputeError, Measured, compute, days_needed, days_needed_for_numbers, split};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Source};
use crate::due::falling_due;
use crate::key::Key;
use crate::kpi::{Catalogue, Measure};
use crate::ledger::Reported;
use crate::plan::with_comparisons;
use crate::protect::{self, Cases, Earlier, Publishable, as_published, protect_after};
use crate::snapshot::{Image, Snapshot};
use crate::template::Profile;
use crate::workspace::{self, Workspace};

/// How long each stage took.
#[derive(Debug, Default)]
pub(super) struct Timings {
    stages: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Runs a stage and notes its time.
    pub(super) fn stage<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let made = work();
        let took = start.elapsed();
        // A stage that comes again, as for another pack, is one line.
        match self.stages.iter_mut().find(|(known, _)| *known == name) {
            Some((_, time)) => *time += took,
            None => self.stages.push((name, took)),
        }
        made
    }

    /// All stages together.
    pub(super) fn total(&self) -> Duration {
        self.stages.iter().map(|(_, time)| *time).sum()
    }

    /// A line a stage, in milliseconds.
    pub(super) fn text(&self) -> String {
        let line =
            |name: &str, time: Duration| format!("{name:<12} {:>8.1} ms\n", time.as_secs_f64() * 1000.0);
        let mut text: String = self.stages.iter().map(|(name, time)| line(name, *time)).collect();
        text += &line("all", self.total());
        text
    }
}

/// The workspace that the arguments name, or the nearest one, or the built-ins alone.
pub(super) fn workspace_folder(named: Option<&Path>) -> Result<Option<PathBuf>, Failure> {
    if let Some(folder) = named {
        if !folder.join(workspace::FILE_NAME).is_file() {
            return Err(Failure::usage(
                format!("{} is not a workspace: it has no {}", folder.display(), workspace::FILE_NAME),
                "name a folder that holds boardpack.toml",
            ));
        }
        return Ok(Some(folder.to_owned()));
    }
    let here = std::env::current_dir().map_err(|error| Failure::Io(error.to_string()))?;
    Ok(Workspace::find(&here))
}

/// Reads the workspace.
pub(super) fn read_workspace(named: Option<&Path>) -> Result<Workspace, Failure> {
    let folder = workspace_folder(named)?;
    Workspace::read(folder.as_deref()).map_err(Failure::Faults)
}

/// The period asked for, or the last complete quarter; one that the snapshot cannot speak of is wrong use.
pub(super) fn period(asked: Option<Period>, snapshot: &Snapshot) -> Result<Period, Failure> {
    let meta = snapshot.meta();
    let last = Period::last_complete_quarter(meta.as_at);
    let period = asked.unwrap_or(last);
    let hint = || {
        format!(
            "the snapshot speaks of {} to {}; its last complete quarter is {last}",
            long_date(meta.full_history_from),
            long_date(meta.as_at)
        )
    };
    if period.last_day() > meta.as_at {
        return Err(Failure::usage(
            format!("{period} ends on {}, after the snapshot", long_date(period.last_day())),
            hint(),
        ));
    }
    if period.first_day() < meta.full_history_from {
        return Err(Failure::usage(
            format!("{period} starts on {}, before the history", long_date(period.first_day())),
            hint(),
        ));
    }
    Ok(period)
}

/// The measure of an id; an unknown one is wrong use.
pub(super) fn measure<'w>(workspace: &'w Workspace, id: &str) -> Result<&'w Measure, Failure> {
    workspace.catalogue.get(id).ok_or_else(|| {
        let hint = match workspace.catalogue.nearest(id) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`boardpack list` names the measures".to_owned(),
        };
        Failure::usage(format!("no measure `{id}`"), hint)
    })
}

/// The figures of measures in periods, released to a profile.
pub(super) fn figures(
    workspace: &Workspace,
    snapshot: &Snapshot,
    asked: &[(String, Vec<Period>)],
    profile: Profile,
    timings: &mut Timings,
) -> Result<Publishable, Failure> {
    let (image, measured) = measured(workspace, snapshot, asked, None, timings)?;
    released(workspace, &image, &measured, asked, profile, timings)
}

/// The figures of measures in periods and those that they are judged by, not yet released, with the image that they are
/// from. `also` is one more evening on which states are worked out.
pub(super) fn measured(
    workspace: &Workspace,
    snapshot: &Snapshot,
    asked: &[(String, Vec<Period>)],
    also: Option<Date>,
    timings: &mut Timings,
) -> Result<(Image, Measured), Failure> {
    let catalogue = &workspace.catalogue;
    let all = with_comparisons(asked, catalogue, &workspace.targets);
    let wanted: Vec<(&str, Vec<Period>)> =
        all.iter().map(|(id, periods)| (id.as_str(), periods.clone())).collect();
    let mut days = days(asked, &all, catalogue);
    days.extend(also);
    let image = timings
        .stage("derive", || Image::build_by(snapshot, &days, catalogue.rules()))
        .map_err(|error| Failure::Io(format!("the snapshot could not be prepared: {error}")))?;
    let measured = timings
        .stage("compute", || compute(catalogue, &wanted, &image))
        .map_err(|error| not_computed(&error, catalogue))?;
    Ok((image, measured))
}

fn not_computed(error: &ComputeError, catalogue: &Catalogue) -> Failure {
    let place =
        catalogue.get(&error.measure).map_or(Place::None, |measure| Place::File(measure.source.name.clone()));
    let fault = Diagnostic::error("kpi::compute", place, format!("`{}`: {}", error.measure, error.message))
        .hint("`boardpack check` looks at every measure file");
    Failure::Faults(Diagnostics::from(fault))
}

/// Adds broken-down figures to those released.
pub(super) fn broken_down(
    workspace: &Workspace,
    image: &Image,
    measured: &Measured,
    wanted: &[SplitBy],
    (figures, reported): (Publishable, Option<&Reported>),
    timings: &mut Timings,
) -> Result<Publishable, Failure> {
    if wanted.is_empty() {
        return Ok(figures);
    }
    let catalogue = &workspace.catalogue;
    let splits = timings
        .stage("break down", || split(catalogue, measured, wanted, image))
        .map_err(|error| not_computed(&error, catalogue))?;
    timings
        .stage("protect", || figures.with_breakdowns(&splits, catalogue, reported))
        .map_err(|refused| Failure::Disclosure(refused.to_string()))
}

/// The people behind figures short of their target, and the duties that fall due, for an internal pack. The image must
/// hold the evening of the snapshot's day.
pub(super) fn cases(
    workspace: &Workspace,
    image: &Image,
    measured: &Measured,
    figures: &Publishable,
    wanted: &[(String, Period)],
    key: Option<&Key>,
) -> Result<Cases, Failure> {
    let due = falling_due(image, &workspace.catalogue)
        .map_err(|error| Failure::Io(format!("what falls due could not be worked out: {error}")))?;
    protect::cases(figures, measured, wanted, &due, key, &workspace.catalogue)
        .map_err(|refused| Failure::Disclosure(refused.to_string()))
}

/// The key named, or the one that the workspace names, where that is there: not everybody who builds packs may have it.
pub(super) fn key(named: Option<&Path>, workspace: &Workspace) -> Result<Option<Key>, Failure> {
    let Some(path) = named.or(workspace.key.as_deref()) else { return Ok(None) };
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
            anstream::eprintln!("There is no key {}: the packs show opaque ids alone", path.display());
            return Ok(None);
        }
        Err(error) => return Err(Failure::Io(format!("the key {} cannot be read: {error}", path.display()))),
    };
    let (key, faults) = Key::read(&Source::new(path.display().to_string(), text));
    faults.or(key).map(Some).map_err(Failure::Faults)
}

/// The evenings for which states are worked out: of months that are only watched for signals, those without which their
/// numbers could not be computed, since no page shows their rates.
fn days(
    asked: &[(String, Vec<Period>)],
    all: &[(String, Vec<Period>)],
    catalogue: &Catalogue,
) -> BTreeSet<Date> {
    let mut days = BTreeSet::new();
    for ((id, periods), (_, shown)) in all.iter().zip(asked) {
        let Some(measure) = catalogue.get(id) else { continue };
        let (watched, shown): (Vec<Period>, Vec<Period>) = periods
            .iter()
            .copied()
            .partition(|one| matches!(one, Period::Month { .. }) && !shown.contains(one));
        days.extend(days_needed([measure], &shown));
        days.extend(days_needed_for_numbers(measure, &watched));
    }
    days
}

/// The figures asked for, judged and released to a profile.
pub(super) fn released(
    workspace: &Workspace,
    image: &Image,
    measured: &Measured,
    asked: &[(String, Vec<Period>)],
    profile: Profile,
    timings: &mut Timings,
) -> Result<Publishable, Failure> {
    let earlier = Earlier {
        policy: workspace.disclosure,
        benchmarks: benchmarks(workspace, image),
        ..Earlier::default()
    };
    released_after(workspace, image, measured, asked, (profile, &earlier), timings)
}

/// What the department publishes of the workspace's council, or else of the snapshot's.
pub(super) fn benchmarks(workspace: &Workspace, image: &Image) -> Benchmarks {
    Benchmarks::of(Some(workspace.council.name.as_deref().unwrap_or(&image.meta().council)))
}

/// The same beside what was published before.
pub(super) fn released_after(
    workspace: &Workspace,
    image: &Image,
    measured: &Measured,
    asked: &[(String, Vec<Period>)],
    (profile, earlier): (Profile, &Earlier<'_>),
    timings: &mut Timings,
) -> Result<Publishable, Failure> {
    let catalogue = &workspace.catalogue;
    let grounds = Grounds {
        catalogue,
        targets: &workspace.targets,
        benchmarks: benchmarks(workspace, image),
        on: image.meta().as_at,
        asked,
    };
    let is_open = protect::is_open(profile, earlier.policy) || earlier.reported.is_none();
    let mut stand = BTreeSet::new();
    loop {
        let earlier = &Earlier { stand: Some(&stand), ..*earlier };
        let assessed = timings.stage("assess", || {
            if is_open {
                assess_on(measured, &grounds)
            } else {
                assess_on(&as_published(measured, catalogue, earlier), &grounds)
            }
        });
        let figures = timings
            .stage("protect", || protect_after(&assessed, image.findings(), catalogue, profile, earlier))
            .map_err(|refused| Failure::Disclosure(refused.to_string()))?;
        // What readers have stands as they have it, rather than to be hidden from them in vain.
        let before = stand.len();
        stand.extend(figures.withdrawn().iter().cloned());
        if stand.len() == before {
            return Ok(figures);
        }
    }
}
