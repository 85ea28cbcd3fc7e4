/// API keys, roles and who may call what.
@NullMarked
package dev.messagingwindow.security;

import org.jspecify.annotations.NullMarked;
