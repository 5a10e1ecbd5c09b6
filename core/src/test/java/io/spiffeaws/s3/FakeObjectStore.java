package io.spiffeaws.s3;

import java.util.HashMap;
import java.util.Map;

/// A store in memory, whose calls fail as a test specifies.
public final class FakeObjectStore implements ObjectStore {
  private final Map<String, byte[]> objects = new HashMap<>();
  private final Map<String, RuntimeException> failures = new HashMap<>();

  /// Makes a call fail.
  ///
  /// @param call `write`, `read` or `delete`
  public FakeObjectStore failing(String call, RuntimeException failure) {
    failures.put(call, failure);
    return this;
  }

  public Map<String, byte[]> objects() {
    return objects;
  }

  @Override
  public void write(String bucket, String key, byte[] content) {
    if (!(failures.get("write") instanceof AccessDeniedException)) {
      objects.put(bucket + "/" + key, content);
    }
    fail("write");
  }

  @Override
  public byte[] read(String bucket, String key) {
    fail("read");
    return objects.getOrDefault(bucket + "/" + key, new byte[0]);
  }

  @Override
  public void delete(String bucket, String key) {
    fail("delete");
    objects.remove(bucket + "/" + key);
  }

  @Override
  public void close() {}

  private void fail(String call) {
    var failure = failures.get(call);
    if (failure != null) {
      throw failure;
    }
  }
}
