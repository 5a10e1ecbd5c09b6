package io.spiffeaws.offender;

/// By its name, an adapter.
final class GrpcEntries {
  int count() {
    return 0;
  }
}
