/// What Meta knows behind its API: accounts, their customers, what reached the phones, and the
/// signed webhooks that tell the service.
@NullMarked
package dev.messagingwindow.sandbox.customer;

import org.jspecify.annotations.NullMarked;
