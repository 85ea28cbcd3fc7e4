package dev.messagingwindow.outbound;

import dev.messagingwindow.policy.Verdict;

/// A verdict, and how it reads on record.
record Decision(Verdict verdict, VerdictResponse response) {}
