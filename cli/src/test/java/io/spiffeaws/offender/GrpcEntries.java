package io.spiffeaws.offender;

/// An adapter by its name.
final class GrpcEntries {
  int count() {
    return 0;
  }
}
