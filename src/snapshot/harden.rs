//! What a connection may do: read, and nothing else.

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;

/// Steps of the database machine between two looks at the budget.
const STEPS_A_LOOK: i32 = 100_000;

/// Looks after which a statement is stopped: it would run for a minute or more.
const LOOKS: u32 = 20_000;

/// Functions that a measure has no use for: they read no data, or not the same twice.
const REFUSED_FUNCTIONS: [&str; 6] =
    ["load_extension", "randomblob", "random", "zeroblob", "fts3_tokenizer", "readfile"];

/// Turns off whatever a foreign file could use to act.
pub(super) fn distrust(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    for switch in [
        DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA,
        DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER,
        DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW,
        DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA,
        DbConfig::SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER,
        DbConfig::SQLITE_DBCONFIG_DQS_DML,
        DbConfig::SQLITE_DBCONFIG_DQS_DDL,
        DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE,
        DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE,
    ] {
        connection.set_db_config(switch, false)?;
    }
    connection.execute_batch("PRAGMA cell_size_check=1; PRAGMA mmap_size=0")
}

/// Leaves only reading: measures are other people's SQL.
pub(super) fn read_only(connection: &mut Connection) -> rusqlite::Result<()> {
    distrust(connection)?;
    connection.execute_batch("PRAGMA query_only=1")?;
    for (limit, value) in [
        (Limit::SQLITE_LIMIT_LENGTH, 16_000_000),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 200_000),
        (Limit::SQLITE_LIMIT_COLUMN, 200),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 200),
        (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 500),
        (Limit::SQLITE_LIMIT_VDBE_OP, 250_000),
        (Limit::SQLITE_LIMIT_FUNCTION_ARG, 32),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
        (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200),
        (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1),
        (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
    ] {
        connection.set_limit(limit, value)?;
    }
    fresh_budget(connection)?;
    connection.authorizer(Some(authorize))
}

/// Gives the statements that follow the whole budget of steps: one that never ends is stopped, whatever ran before it.
pub(super) fn fresh_budget(connection: &mut Connection) -> rusqlite::Result<()> {
    let mut looks = 0;
    connection.progress_handler(
        STEPS_A_LOOK,
        Some(move || {
            looks += 1;
            looks > LOOKS
        }),
    )
}

fn authorize(context: AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Select | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Read { table_name, .. }
            if !table_name.starts_with("sqlite_") && !table_name.starts_with("pragma_") =>
        {
            Authorization::Allow
        }
        AuthAction::Function { function_name }
            if !REFUSED_FUNCTIONS.contains(&function_name) && !function_name.starts_with("sqlite_") =>
        {
            Authorization::Allow
        }
        _ => Authorization::Deny,
    }
}
