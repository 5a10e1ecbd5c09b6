package io.spiffeaws.scenarios;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Where a scenario takes place: made for it, and gone after it.
interface World extends AutoCloseable {
  /// What a program in it must have set.
  Map<String, String> environment();

  /// The number of its AWS account.
  String account();

  /// A command line, made to run inside.
  List<String> inside(List<String> command);

  /// The words of a look: what there is, as lines, without the tool's help.
  ///
  /// @throws IllegalArgumentException where there is no such look
  String look(String[] words) throws IOException;

  /// Puts its clock forward.
  void moveClock(Duration by);

  @Override
  void close() throws IOException;
}
