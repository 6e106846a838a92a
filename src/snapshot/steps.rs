//! The statements that make the derived tables, in their order, and which of them some SQL needs.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Indexes on the contract's tables, so that a measure finds a person's rows at once, and the latest of them without
/// looking at the others.
const INDEXES: &str = "
CREATE INDEX review_person ON ssd_cla_reviews (clar_person_id);
CREATE INDEX missing_person ON ssd_missing (miss_person_id);
CREATE INDEX outcome_person ON ext_oc2_outcome (oc2_person_id, oc2_year_end);
CREATE INDEX leaver_person ON ext_care_leaver_status (cles_person_id, cles_observed_on, cles_status_id);
CREATE INDEX immigration_person ON ssd_immigration_status (immi_person_id);
CREATE INDEX legal_person ON ssd_legal_status (lega_person_id);
CREATE INDEX sibling_pair ON ext_sibling (sibl_person_id, sibl_sibling_id);
CREATE INDEX leaver_period_person ON ext_care_leaver_period (clpe_person_id);
CREATE INDEX leaver_support_person ON ext_care_leaver_support (clsu_person_id);
CREATE INDEX plan_person ON ext_pathway_plan (path_person_id, path_date);
CREATE INDEX contact_person ON ext_contact (cont_person_id, cont_date);
CREATE INDEX access_person ON ext_service_access (svac_person_id, svac_service);
CREATE INDEX accommodation_move_person ON ext_accommodation_move (acmo_person_id);
CREATE INDEX tenancy_person ON ext_tenancy (tena_person_id);
CREATE INDEX grant_person ON ext_grant (gran_person_id);
CREATE INDEX rent_person ON ext_rent_arrears (rear_person_id, rear_month);
CREATE INDEX finance_person ON ext_finance_flag (fina_person_id, fina_recorded_on);
CREATE INDEX risk_person ON ext_risk (risk_person_id);
CREATE INDEX missing_adult_person ON ext_missing_adult (misa_person_id);
CREATE INDEX summary_person ON ext_health_summary (hesu_person_id);
CREATE INDEX gp_person ON ext_gp (gpre_person_id, gpre_recorded_on);
CREATE INDEX participation_person ON ext_participation (part_person_id);
CREATE INDEX staff_training_staff ON ext_staff_training (sttr_staff_id);
CREATE INDEX carer_training_household ON ext_carer_training (catr_household_id);
";

/// A statement.
pub(super) struct Step {
    /// The table that it makes, or makes an index on.
    table: &'static str,
    is_index: bool,
    /// Whether it comes before everything else that is made.
    pub(super) first: bool,
    pub(super) sql: &'static str,
}

static STEPS: LazyLock<Vec<Step>> = LazyLock::new(|| {
    let texts =
        [(true, INDEXES), (false, include_str!("derived.sql")), (false, include_str!("looked_after.sql"))];
    texts
        .into_iter()
        .flat_map(|(first, text)| text.split_inclusive(";\n").filter_map(move |sql| step(first, sql)))
        .collect()
});

/// A statement from its text, comments before it included.
fn step(first: bool, sql: &'static str) -> Option<Step> {
    let create = sql.lines().find(|line| line.starts_with("CREATE "))?;
    let mut words = create.split_whitespace().skip(1);
    let is_index = words.next()? == "INDEX";
    // CREATE TABLE name AS, CREATE INDEX name ON table (columns).
    let table = if is_index { words.nth(2)? } else { words.next()? };
    Some(Step { table, is_index, first, sql })
}

/// Every statement.
pub(super) fn all() -> Vec<&'static Step> {
    STEPS.iter().collect()
}

/// The statements for the tables that some SQL names, and for those that they are made from.
pub(super) fn needed_by(sql: &str) -> Vec<&'static Step> {
    let mut named = BTreeSet::new();
    name(sql, &mut named);
    // From the last to the first: a table is made from earlier ones.
    let mut steps: Vec<&Step> = STEPS
        .iter()
        .rev()
        .filter(|step| {
            let needed = named.contains(step.table);
            if needed && !step.is_index {
                name(step.sql, &mut named);
            }
            needed
        })
        .collect();
    steps.reverse();
    steps
}

/// Notes every word that may be the name of a table.
fn name(sql: &str, named: &mut BTreeSet<String>) {
    let words = sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    named.extend(words.map(str::to_ascii_lowercase));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_comes_after_those_that_it_is_made_from_and_no_other_comes() {
        let tables = |sql: &str| -> Vec<&str> {
            needed_by(sql).iter().filter(|step| !step.is_index).map(|step| step.table).collect()
        };
        assert_eq!(
            tables("SELECT count(*) FROM Children_of_school_age"),
            ["children_looked_after", "children_of_learning_age", "children_of_school_age"]
        );
        assert!(tables("row.age < 5").is_empty());
        let indexed = needed_by("ext_pep").into_iter().filter(|step| step.is_index).count();
        assert_eq!(indexed, 1);
    }

    #[test]
    fn no_statement_is_lost() {
        let texts = [INDEXES, include_str!("derived.sql"), include_str!("looked_after.sql")];
        let created: usize =
            texts.iter().flat_map(|text| text.lines()).filter(|line| line.starts_with("CREATE ")).count();
        assert_eq!(all().len(), created);
    }
}
