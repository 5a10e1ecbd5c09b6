package io.spiffeaws.s3;

/// A store of objects in buckets. Every call ends within its deadline. Not for several threads.
///
/// Each method throws [io.spiffeaws.problem.ProblemException]: refused, where the session may not;
/// missing, where there is no such bucket or object; unreachable otherwise.
public interface ObjectStore extends AutoCloseable {
  void write(String bucket, String key, byte[] content);

  byte[] read(String bucket, String key);

  /// Does nothing where there is no such object.
  void delete(String bucket, String key);

  @Override
  void close();
}
