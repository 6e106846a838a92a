//! Connections to one database, one for each thread that works.

use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;

/// Connections to one database: each thread makes its own when it first asks and keeps it, since every connection has a
/// copy of the whole database.
pub struct Readers<F> {
    connect: F,
    connections: Vec<Mutex<Option<Connection>>>,
}

impl<F: Fn() -> rusqlite::Result<Connection>> Readers<F> {
    /// Nothing is connected yet; `connect` makes a connection.
    pub fn new(connect: F) -> Self {
        let threads = rayon::current_num_threads();
        Self { connect, connections: (0..=threads).map(|_| Mutex::new(None)).collect() }
    }

    /// Does some work with the connection of this thread. The work must not ask for another.
    ///
    /// # Errors
    /// When there is no memory for a connection.
    pub fn with<T>(&self, work: impl FnOnce(&mut Connection) -> T) -> rusqlite::Result<T> {
        // A thread outside the pool shares the last place.
        let place = rayon::current_thread_index().unwrap_or(usize::MAX).min(self.connections.len() - 1);
        let mut own = self.connections[place].lock().unwrap_or_else(PoisonError::into_inner);
        let connection = match own.take() {
            Some(connection) => connection,
            None => (self.connect)()?,
        };
        Ok(work(own.insert(connection)))
    }
}
