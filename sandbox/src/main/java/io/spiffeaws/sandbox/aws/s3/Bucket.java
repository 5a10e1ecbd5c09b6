package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.policy.PolicyDocument;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// A bucket: its objects by key, in the order of the keys' UTF-8 bytes, and its unfinished uploads.
/// Thread-safe. A reader of an object gets either the old or the new content.
final class Bucket {
  /// An object and its open file. The content does not change when the object is replaced.
  record Opened(StoredObject object, FileChannel content) {}

  private record BucketPolicy(String text, PolicyDocument document) {}

  private final String name;
  private final Instant created;
  private final Path directory;
  private final NavigableMap<String, StoredObject> objects =
      new ConcurrentSkipListMap<>((left, right) ->
          Arrays.compareUnsigned(
              left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8)));
  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
  private final String region;
  private volatile Optional<BucketPolicy> policy = Optional.empty();

  Bucket(String name, String region, Instant created, Path directory) {
    this.name = name;
    this.region = region;
    this.created = created;
    this.directory = directory;
  }

  String name() {
    return name;
  }

  String region() {
    return region;
  }

  /// Returns the policy, or empty if it has none.
  Optional<PolicyDocument> policy() {
    return policy.map(BucketPolicy::document);
  }

  /// Returns the text of the policy as given, or empty if it has none.
  Optional<String> policyText() {
    return policy.map(BucketPolicy::text);
  }

  /// Replaces the policy.
  ///
  /// @param text empty to delete it
  /// @throws io.spiffeaws.sandbox.aws.policy.MalformedPolicy if S3 would reject it
  void putPolicy(Optional<String> text) {
    policy = text.map(given -> new BucketPolicy(given, PolicyDocument.bucket(name, given)));
  }

  Instant created() {
    return created;
  }

  Path directory() {
    return directory;
  }

  NavigableMap<String, StoredObject> objects() {
    return objects;
  }

  Map<String, Upload> uploads() {
    return uploads;
  }

  Optional<StoredObject> find(String key) {
    return Optional.ofNullable(objects.get(key));
  }

  /// Opens the content. The caller must close it.
  synchronized Optional<Opened> open(String key) throws IOException {
    var object = objects.get(key);
    return object == null
        ? Optional.empty()
        : Optional.of(new Opened(object, FileChannel.open(object.file(), StandardOpenOption.READ)));
  }

  /// Publishes staged content atomically as the object of its key.
  ///
  /// @param condition called with the existing object while the bucket's lock is held; it throws to
  ///   cancel the write
  synchronized void put(
      Path staged,
      StoredObject object,
      java.util.function.Consumer<Optional<StoredObject>> condition)
      throws IOException {
    condition.accept(find(object.key()));
    Files.move(
        staged, object.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    objects.put(object.key(), object);
  }

  synchronized void remove(String key) throws IOException {
    var object = objects.remove(key);
    if (object != null) {
      Files.deleteIfExists(object.file());
    }
  }
}
