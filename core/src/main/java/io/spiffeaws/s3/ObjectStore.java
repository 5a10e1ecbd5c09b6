package io.spiffeaws.s3;

/// A store of objects in buckets. Each call has a deadline. Not thread-safe.
///
/// Each method throws [AccessDeniedException] if the session has no permission, and
/// [io.spiffeaws.problem.ProblemException] otherwise: missing, if the bucket or object does not
/// exist; refused, if S3 rejects the request for another reason; unreachable, if it does not
/// answer.
public interface ObjectStore extends AutoCloseable {
  void write(String bucket, String key, byte[] content);

  byte[] read(String bucket, String key);

  /// Deletes an object; does nothing if it does not exist.
  void delete(String bucket, String key);

  @Override
  void close();
}
