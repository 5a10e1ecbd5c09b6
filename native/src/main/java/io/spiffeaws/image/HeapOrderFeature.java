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

/// Lays the objects that short commands touch ahead of all others of their size in the image's
/// heap. A builder lays objects by size and, among those of one size, as it comes across them; of
/// each page that is touched the kernel maps sixteen around it, so nearly the whole heap became
/// memory of each process. Which objects they are, `native/profile` writes down, by what they hold
/// ([ObjectKey]); one that is new or has changed since stands among the others.
///
/// The builder has no option for such an order, so it is put into its lists by reflection. On a
/// builder without those lists the order stays its own.
final class HeapOrderFeature implements Feature {
  private static final String LAYOUTER = "com.oracle.svm.core.image.ImageHeapLayouter";
  private static final String OBJECT = "com.oracle.svm.core.image.ImageHeapObject";

  /// A file to write where each object lies, for `native/profile`.
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
      System.out.println("Objects stay in the builder's order: " + anotherBuilder);
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

  /// What is put into it, those first that are touched.
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
      System.out.println(first.size() + " of " + size() + " objects come first");
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
