//! Values that fit one cell of a snapshot, and the macro that ties row types to the contract's tables.

use rusqlite::types::Value;

use crate::calendar::Date;

/// A value that fits one cell of the snapshot.
pub(super) trait Cell {
    fn cell(&self) -> Value;
}

impl Cell for String {
    fn cell(&self) -> Value {
        Value::Text(self.clone())
    }
}

impl Cell for Date {
    fn cell(&self) -> Value {
        // Not `format`, which reads its pattern anew each time.
        Value::Text(self.to_string())
    }
}

impl Cell for i64 {
    fn cell(&self) -> Value {
        Value::Integer(*self)
    }
}

impl Cell for f64 {
    fn cell(&self) -> Value {
        Value::Real(*self)
    }
}

impl Cell for bool {
    fn cell(&self) -> Value {
        Value::Integer(i64::from(*self))
    }
}

impl<T: Cell> Cell for Option<T> {
    fn cell(&self) -> Value {
        self.as_ref().map_or(Value::Null, Cell::cell)
    }
}

/// Defines row types with their tables and columns, and the set of them all.
///
/// A set can hold other sets, so that each field of work keeps its rows in a file of its own.
macro_rules! tables {
    (
        $(#[$set_doc:meta])*
        set $tables:ident $({ $( $(#[$group_doc:meta])* $group:ident: $group_type:ty, )* })?
        $(
            $(#[$doc:meta])*
            $name:ident as $set:ident in $table:literal {
                $( $(#[$field_doc:meta])* $field:ident: $kind:ty = $column:literal, )*
            }
        )*
    ) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq)]
            pub struct $name {
                $( $(#[$field_doc])* pub $field: $kind, )*
            }

            impl $name {
                const TABLE: &'static str = $table;
                const COLUMNS: &'static [&'static str] = &[$($column),*];

                fn cells(&self) -> Vec<rusqlite::types::Value> {
                    vec![$(crate::snapshot::tables::cell::Cell::cell(&self.$field)),*]
                }
            }
        )*

        $(#[$set_doc])*
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $tables {
            $( $(#[$doc])* pub $set: Vec<$name>, )*
            $($( $(#[$group_doc])* pub $group: $group_type, )*)?
        }

        impl $tables {
            pub(in crate::snapshot::tables) fn insert_all(
                &self,
                connection: &rusqlite::Connection,
            ) -> rusqlite::Result<()> {
                $(
                    crate::snapshot::tables::insert_rows(
                        connection,
                        ($name::TABLE, $name::COLUMNS),
                        &self.$set,
                        $name::cells,
                    )?;
                )*
                $($( self.$group.insert_all(connection)?; )*)?
                Ok(())
            }

            /// Every table with the number of its rows, in the order of the row types.
            pub fn row_counts(&self) -> Vec<(&'static str, usize)> {
                [vec![$(($name::TABLE, self.$set.len())),*] $($(, self.$group.row_counts())*)?].concat()
            }
        }
    };
}

pub(super) use tables;
