package dev.messagingwindow.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// Features that are there, each with the hits that put it there.
final class FeatureSet {

  private final Map<String, List<Hit>> present = new LinkedHashMap<>();

  /// One that is about no place in the text.
  void add(String name) {
    present.computeIfAbsent(name, _ -> new ArrayList<>(1));
  }

  void add(String name, Hit hit) {
    present.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(hit);
  }

  void add(String name, List<Hit> hits) {
    present.computeIfAbsent(name, _ -> new ArrayList<>(1)).addAll(hits);
  }

  boolean has(String name) {
    return present.containsKey(name);
  }

  Set<String> names() {
    return present.keySet();
  }

  /// In the order in which they came.
  void forEach(BiConsumer<String, List<Hit>> use) {
    present.forEach(use);
  }
}
