package dev.messagingwindow.quarantine;

import java.util.Set;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/// Tells what is the database's fault, and would befall any event, from what is one event's own.
///
/// Source: postgresql.org/docs/18/errcodes-appendix.html (23 November 2026).
public final class DatabaseFailure {

  /// Classes of SQLSTATE: connection, transaction state (also read-only), authorization, catalog,
  /// rollback, schema and rights, resources, object state, intervention, system, internal. No
  /// event's values can cause them, since every statement is fixed and every value bound.
  private static final Set<String> ITS_OWN =
      Set.of("08", "25", "28", "3D", "40", "42", "53", "55", "57", "58", "XX");

  private DatabaseFailure() {}

  public static boolean is(RuntimeException thrown) {
    var sqlState = Failure.of(thrown).sqlState();
    // Spring takes class 54, a value too large for an index, for a resource that failed
    if (sqlState != null && sqlState.length() == 5) {
      return ITS_OWN.contains(sqlState.substring(0, 2));
    }
    return thrown instanceof TransientDataAccessException
        || thrown instanceof NonTransientDataAccessResourceException
        || thrown instanceof RecoverableDataAccessException
        || thrown instanceof TransactionException;
  }
}
