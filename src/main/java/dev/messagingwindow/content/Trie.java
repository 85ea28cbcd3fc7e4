package dev.messagingwindow.content;

import java.util.Arrays;

/// Sequences of numbers from a common root, in two arrays: a hundred thousand nodes as objects with
/// maps of their own would cost more memory than the whole service.
final class Trie {

  static final int ROOT = 0;
  static final int NONE = -1;
  private static final long FREE = -1;

  private long[] edges;
  private int[] children;
  private int nodes = 1;

  Trie(int expectedNodes) {
    var capacity = Integer.highestOneBit(Math.max(expectedNodes, 8)) * 2;
    edges = new long[capacity];
    children = new int[capacity];
    Arrays.fill(edges, FREE);
  }

  /// @return [#NONE] when there is no such edge
  int child(int node, int label) {
    var edge = edge(node, label);
    for (var slot = slot(edge, edges.length); ; slot = slot + 1 & edges.length - 1) {
      if (edges[slot] == edge) {
        return children[slot];
      }
      if (edges[slot] == FREE) {
        return NONE;
      }
    }
  }

  int grow(int node, int label) {
    var child = child(node, label);
    if (child != NONE) {
      return child;
    }
    if (nodes * 10L > edges.length * 7L) {
      enlarge();
    }
    put(edge(node, label), nodes);
    return nodes++;
  }

  int nodes() {
    return nodes;
  }

  private void enlarge() {
    var oldEdges = edges;
    var oldChildren = children;
    edges = new long[oldEdges.length * 2];
    children = new int[oldEdges.length * 2];
    Arrays.fill(edges, FREE);
    for (var slot = 0; slot < oldEdges.length; slot++) {
      if (oldEdges[slot] != FREE) {
        put(oldEdges[slot], oldChildren[slot]);
      }
    }
  }

  private void put(long edge, int child) {
    var slot = slot(edge, edges.length);
    while (edges[slot] != FREE) {
      slot = slot + 1 & edges.length - 1;
    }
    edges[slot] = edge;
    children[slot] = child;
  }

  private static long edge(int node, int label) {
    return (long) node << 32 | label;
  }

  private static int slot(long edge, int length) {
    var mixed = edge * 0x9E3779B97F4A7C15L;
    return (int) (mixed ^ mixed >>> 32) & length - 1;
  }
}
