package dev.messagingwindow.gate;

import dev.messagingwindow.policy.Verdict;

/// A verdict, and how it reads.
///
/// @param response in the reader's language
public record Decision(Verdict verdict, VerdictResponse response) {}
