package io.spiffeaws.sandbox.aws.s3;

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

/// A bucket: its objects by key in the order of their UTF-8 bytes, and its unfinished uploads. Safe
/// for many threads; a reader of an object has the old content or the new.
final class Bucket {
  /// An object and its open file, which stays what it is when the object is replaced.
  record Opened(StoredObject object, FileChannel content) {}

  private final String name;
  private final Instant created;
  private final Path directory;
  private final NavigableMap<String, StoredObject> objects =
      new ConcurrentSkipListMap<>((left, right) ->
          Arrays.compareUnsigned(
              left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8)));
  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

  Bucket(String name, Instant created, Path directory) {
    this.name = name;
    this.created = created;
    this.directory = directory;
  }

  String name() {
    return name;
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

  /// Opens the content, which the caller must close.
  synchronized Optional<Opened> open(String key) throws IOException {
    var object = objects.get(key);
    return object == null
        ? Optional.empty()
        : Optional.of(new Opened(object, FileChannel.open(object.file(), StandardOpenOption.READ)));
  }

  /// Makes staged content the object of its key, at once.
  ///
  /// @param condition asked about the object that is there, under the bucket's lock; it throws to
  ///   stop
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
