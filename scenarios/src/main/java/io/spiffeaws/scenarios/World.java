package io.spiffeaws.scenarios;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The test environment of one scenario. It is created before the scenario and deleted afterwards.
interface World extends AutoCloseable {
  /// Returns the variables that a program in it requires.
  Map<String, String> environment();

  /// Returns the number of its AWS account.
  String account();

  /// Returns a command line that runs a command inside.
  List<String> inside(List<String> command);

  /// Runs a state query: returns the current state as lines, without using the tool.
  ///
  /// @throws IllegalArgumentException if the query is unknown
  String query(String[] words) throws IOException;

  /// Moves its clock forward.
  void moveClock(Duration by);

  @Override
  void close() throws IOException;
}
