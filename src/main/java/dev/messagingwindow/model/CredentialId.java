package dev.messagingwindow.model;

/// Tells one caller's credential from all others: what one began, no other can go on with.
///
/// @param value the id of an API key, or what else names a credential for good; never the secret
public record CredentialId(String value) {}
