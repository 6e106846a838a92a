//! Cuts the records to what an extract on an earlier day would hold.

use std::collections::BTreeSet;

use crate::calendar::Date;
use crate::snapshot::Tables;

/// Forgets what lies after a day; runs after children and their care have been cut.
pub(in super::super) fn cut(tables: &mut Tables, as_at: Date) {
    let later = |day: Option<Date>| day.is_some_and(|day| day > as_at);
    let open = |day: &mut Option<Date>| {
        if later(*day) {
            *day = None;
        }
    };

    let workers = &mut tables.workers;
    workers.involvements.retain(|row| row.start <= as_at);
    workers.involvements.iter_mut().for_each(|row| open(&mut row.end));
    let busy: BTreeSet<&str> =
        workers.involvements.iter().filter_map(|row| row.professional.as_deref()).collect();
    workers.professionals.retain(|row| busy.contains(row.id.as_str()));
    workers.visits.retain(|row| row.made <= as_at);
    let made: BTreeSet<&str> = workers.visits.iter().map(|row| row.id.as_str()).collect();
    workers.visits_not_alone.retain(|row| made.contains(row.visit.as_str()));
    let back: BTreeSet<&str> =
        tables.missing_episodes.iter().filter(|row| row.end.is_some()).map(|row| row.id.as_str()).collect();
    workers.return_interviews.retain(|row| back.contains(row.missing.as_str()) && !later(row.offered));
    workers.return_interviews.iter_mut().for_each(|row| open(&mut row.held));
    workers.youth_justice.retain(|row| row.start <= as_at);
    workers.youth_justice.iter_mut().for_each(|row| open(&mut row.end));
    workers.care_plans.retain(|row| row.start <= as_at);
    workers.care_plans.iter_mut().for_each(|row| open(&mut row.end));
    let known: BTreeSet<&str> = tables.persons.iter().map(|row| row.id.as_str()).collect();
    workers.disabilities.retain(|row| known.contains(row.person.as_str()));
    workers
        .siblings
        .retain(|row| known.contains(row.person.as_str()) && known.contains(row.sibling.as_str()));
    for row in &mut workers.siblings {
        if later(row.planned) {
            (row.planned, row.together) = (None, None);
        }
    }

    let wellbeing = &mut tables.wellbeing;
    wellbeing.life_stories.retain(|row| row.begun <= as_at);
    wellbeing.life_stories.iter_mut().for_each(|row| open(&mut row.updated));
    wellbeing.trusted_adults.retain(|row| row.recorded <= as_at);
    wellbeing.family_contacts.retain(|row| row.recorded <= as_at);
    wellbeing.activities.retain(|row| row.recorded <= as_at);
    wellbeing.health_checks.retain(|row| row.on <= as_at);
    wellbeing.parent_statuses.retain(|row| row.start <= as_at);
    wellbeing.parent_statuses.iter_mut().for_each(|row| open(&mut row.end));

    let school = &mut tables.school;
    school.school_enrolments.retain(|row| row.start <= as_at);
    school.school_enrolments.iter_mut().for_each(|row| open(&mut row.end));
    school.attendances.retain(|row| row.to <= as_at);
    school.exclusions.retain(|row| row.start <= as_at);
    school.peps.retain(|row| row.held <= as_at);
    school.peps.iter_mut().for_each(|row| open(&mut row.virtual_head));
    // Results from before care are known once the child is.
    school.qualifications.retain(|row| row.on <= as_at && known.contains(row.person.as_str()));
}
