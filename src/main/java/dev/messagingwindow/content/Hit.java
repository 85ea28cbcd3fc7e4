package dev.messagingwindow.content;

/// A concept found in a text.
///
/// @param from first unit in the folded text
/// @param to exclusive
/// @param word the first token, folded
record Hit(Concept concept, int sentence, int from, int to, String word) {}
