package io.spiffeaws.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.graalvm.nativeimage.ImageSingletons;
import org.graalvm.nativeimage.hosted.Feature;

/// Places the objects that short commands access at the start of their size class in the image's
/// heap. By default, the builder orders objects by size, and within one size in the order of
/// discovery. For each accessed page, the kernel maps sixteen pages around it, so each process
/// loaded nearly the whole heap.
///
/// `native/profile` records the accessed objects by their contents ([ObjectKey]). Objects that are
/// new or have changed since then are placed among the others.
///
/// The builder has no option for such an order, so it is set through reflection in the builder's
/// lists. If a builder does not have those lists, the order does not change.
final class HeapOrderFeature implements Feature {
  private static final String LAYOUTER = "com.oracle.svm.core.image.ImageHeapLayouter";
  private static final String OBJECT = "com.oracle.svm.core.image.ImageHeapObject";

  /// A file for the address of each object, for `native/profile`.
  private static final String MAP = System.getProperty("io.spiffeaws.heap-map", "");

  private final List<TouchedFirst> lists = new ArrayList<>();

  @Override
  public void beforeHeapLayout(BeforeHeapLayoutAccess access) {
    try {
      var place = Class.forName(LAYOUTER);
      if (ImageSingletons.contains(place)) {
        put((Object[]) place.getMethod("getPartitions").invoke(ImageSingletons.lookup(place)));
      }
    } catch (ReflectiveOperationException | InaccessibleObjectException anotherBuilder) {
      System.out.println("objects are in the builder's default order: " + anotherBuilder);
    }
  }

  private void put(Object[] partitions) throws ReflectiveOperationException {
    var touched = ProfiledNames.names("short-commands-heap.txt");
    var keys = new ObjectKey(Class.forName(OBJECT));
    for (var partition : partitions) {
      var objects = partition.getClass().getDeclaredField("objects");
      objects.setAccessible(true);
      var list = new TouchedFirst(keys, touched);
      lists.add(list);
      objects.set(partition, list);
    }
  }

  @Override
  public void afterImageWrite(AfterImageWriteAccess access) {
    if (!MAP.isEmpty()) {
      write(Path.of(MAP));
    }
  }

  private void write(Path map) {
    try (var out = Files.newBufferedWriter(map, UTF_8)) {
      for (var list : lists) {
        for (var object : list.all()) {
          out.write(list.keys.place(object) + " " + list.keys.of(object) + "\n");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A list that returns the accessed objects first.
  private static final class TouchedFirst extends ArrayList<Object> {
    private static final long serialVersionUID = 1;

    private final transient ObjectKey keys;
    private final transient Set<String> touched;

    TouchedFirst(ObjectKey keys, Set<String> touched) {
      this.keys = keys;
      this.touched = touched;
    }

    List<Object> all() {
      var all = new ArrayList<>();
      super.iterator().forEachRemaining(all::add);
      return all;
    }

    @Override
    public Iterator<Object> iterator() {
      var first = new ArrayList<>();
      var rest = new ArrayList<>();
      for (var object : all()) {
        (isTouched(object) ? first : rest).add(object);
      }
      System.out.println(first.size() + " of " + size() + " objects are placed first");
      first.addAll(rest);
      return first.iterator();
    }

    private boolean isTouched(Object object) {
      try {
        return touched.contains(keys.of(object));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
