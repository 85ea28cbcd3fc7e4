package dev.messagingwindow.problem;

/// What is wrong with one field.
///
/// @param field name or path of the field, parameter or header
/// @param message what is expected, never the value that came
record FieldProblem(String field, String message) {}
