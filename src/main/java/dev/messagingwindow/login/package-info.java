/// Connecting accounts by logging in at Meta: an admin starts a login, a person logs in at Meta,
/// Meta sends that person's browser back with a code, and the admin chooses among the accounts that
/// it leads to. Tokens never leave the service.
@NullMarked
package dev.messagingwindow.login;

import org.jspecify.annotations.NullMarked;
