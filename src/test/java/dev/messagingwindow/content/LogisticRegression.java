package dev.messagingwindow.content;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/// Fits weights of features that are there or not, with a penalty on their squares (L2), by L-BFGS.
/// An example is scored as [Model] does it. The same input gives the same bits on every machine.
final class LogisticRegression {

  private static final int MEMORY = 10;
  private static final int MOST_STEPS = 300;
  private static final double GOOD_ENOUGH = 1e-6;

  private final List<Example> examples;
  private final int size;
  private final double penalty;

  /// @param size how many features there are; the constant comes after them
  LogisticRegression(List<Example> examples, int size, double penalty) {
    this.examples = examples;
    this.size = size + 1;
    this.penalty = penalty;
  }

  /// @return one weight a feature, then the constant
  double[] fit() {
    var weights = new double[size];
    var gradient = new double[size];
    var loss = loss(weights, gradient);
    var history = new ArrayDeque<Step>();
    for (var step = 0; step < MOST_STEPS; step++) {
      var direction = direction(gradient, history);
      var slope = dot(direction, gradient);
      if (-slope < GOOD_ENOUGH * Math.max(1, Math.abs(loss))) {
        break;
      }
      var nextGradient = new double[size];
      var length = history.isEmpty() ? Math.min(1, 1 / norm(gradient)) : 1.0;
      var next = moved(weights, direction, length);
      var nextLoss = loss(next, nextGradient);
      while (nextLoss > loss + 1e-4 * length * slope && length > 1e-12) {
        length /= 2;
        next = moved(weights, direction, length);
        nextLoss = loss(next, nextGradient);
      }
      history.addLast(Step.between(weights, next, gradient, nextGradient));
      if (history.size() > MEMORY) {
        history.removeFirst();
      }
      weights = next;
      gradient = nextGradient;
      loss = nextLoss;
    }
    return weights;
  }

  private double loss(double[] weights, double[] gradient) {
    var loss = 0.0;
    for (var i = 0; i < size - 1; i++) {
      loss += 0.5 * penalty * weights[i] * weights[i];
      gradient[i] = penalty * weights[i];
    }
    gradient[size - 1] = 0;
    for (var example : examples) {
      var shares = sums(example, weights);
      var sum = weights[size - 1] + sum(example.whole(), weights) + shared(shares);
      var probability = 1 / (1 + StrictMath.exp(-sum));
      var margin = example.positive() ? sum : -sum;
      loss +=
          example.weight()
              * (margin > 0
                  ? StrictMath.log1p(StrictMath.exp(-margin))
                  : -margin + StrictMath.log1p(StrictMath.exp(margin)));
      var error = example.weight() * (probability - (example.positive() ? 1 : 0));
      add(example.whole(), error, gradient);
      for (var i = 0; i < shares.length; i++) {
        add(example.sentences()[i], error * shares[i], gradient);
      }
      gradient[size - 1] += error;
    }
    return loss;
  }

  private static double[] sums(Example example, double[] weights) {
    var sums = new double[example.sentences().length];
    for (var i = 0; i < sums.length; i++) {
      sums[i] = sum(example.sentences()[i], weights);
    }
    return sums;
  }

  /// The logarithm of the sum of e to each; each becomes its share in that sum.
  private static double shared(double[] sums) {
    var worst = Arrays.stream(sums).max().orElse(0);
    var all = 0.0;
    for (var i = 0; i < sums.length; i++) {
      sums[i] = StrictMath.exp(sums[i] - worst);
      all += sums[i];
    }
    for (var i = 0; i < sums.length; i++) {
      sums[i] /= all;
    }
    return worst + StrictMath.log(all);
  }

  private static double sum(int[] features, double[] weights) {
    var sum = 0.0;
    for (var feature : features) {
      sum += weights[feature];
    }
    return sum;
  }

  private static void add(int[] features, double amount, double[] gradient) {
    for (var feature : features) {
      gradient[feature] += amount;
    }
  }

  private double[] direction(double[] gradient, ArrayDeque<Step> history) {
    var direction = gradient.clone();
    var shares = new double[history.size()];
    var i = history.size();
    for (var steps = history.descendingIterator(); steps.hasNext(); ) {
      var step = steps.next();
      shares[--i] = dot(step.move(), direction) * step.inverse();
      direction = moved(direction, step.change(), -shares[i]);
    }
    if (!history.isEmpty()) {
      var last = history.getLast();
      var scale = 1 / (last.inverse() * dot(last.change(), last.change()));
      direction = scaled(direction, scale);
    }
    i = 0;
    for (var step : history) {
      var back = dot(step.change(), direction) * step.inverse();
      direction = moved(direction, step.move(), shares[i++] - back);
    }
    return scaled(direction, -1);
  }

  private static double[] moved(double[] from, double[] direction, double length) {
    var moved = new double[from.length];
    for (var i = 0; i < from.length; i++) {
      moved[i] = from[i] + length * direction[i];
    }
    return moved;
  }

  private static double[] scaled(double[] vector, double scale) {
    return moved(new double[vector.length], vector, scale);
  }

  private static double dot(double[] one, double[] other) {
    var sum = 0.0;
    for (var i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  private static double norm(double[] vector) {
    return Math.sqrt(dot(vector, vector));
  }

  /// @param whole indices of the features of the whole reply
  /// @param sentences and of each sentence
  record Example(int[] whole, int[][] sentences, boolean positive, double weight) {}

  private record Step(double[] move, double[] change, double inverse) {

    static Step between(double[] from, double[] to, double[] gradient, double[] nextGradient) {
      var move = moved(to, from, -1);
      var change = moved(nextGradient, gradient, -1);
      return new Step(move, change, 1 / Math.max(dot(move, change), 1e-12));
    }
  }
}
