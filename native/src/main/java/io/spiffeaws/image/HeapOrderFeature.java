package io.spiffeaws.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.graalvm.nativeimage.ImageSingletons;
import org.graalvm.nativeimage.hosted.Feature;
import org.jspecify.annotations.Nullable;

/// Places the objects that short commands access at the start of each partition of the image's
/// heap. By default, the builder orders the objects of a partition by size, and within one size in
/// the order of discovery. For each accessed page, the kernel maps sixteen pages around it, so each
/// process loaded nearly the whole heap.
///
/// `native/profile` records the accessed objects by their contents ([ObjectKey]). Objects that are
/// new or have changed since then are placed among the others.
///
/// The builder has no option for such an order, so it is set through reflection in the builder's
/// lists. If a builder does not have those lists, the order does not change. While the builder
/// reads the objects of a partition to place them, the accessed ones are placed by the builder's
/// own method, which is called a second time for that.
final class HeapOrderFeature implements Feature {
  private static final String LAYOUTER = "com.oracle.svm.core.image.ImageHeapLayouter";
  private static final String OBJECT = "com.oracle.svm.core.image.ImageHeapObject";

  /// A file for the address of each object, for `native/profile`.
  private static final String MAP = System.getProperty("io.spiffeaws.heap-map", "");

  private final List<TouchedFirst> lists = new ArrayList<>();
  private final Set<String> touched = new HashSet<>();

  @Override
  public void beforeHeapLayout(BeforeHeapLayoutAccess access) {
    try {
      var place = Class.forName(LAYOUTER);
      if (ImageSingletons.contains(place)) {
        put(new HeapLayouter(ImageSingletons.lookup(place)));
      }
    } catch (ReflectiveOperationException | InaccessibleObjectException anotherBuilder) {
      System.out.println("objects are in the builder's default order: " + anotherBuilder);
    }
  }

  private void put(HeapLayouter layouter) throws ReflectiveOperationException {
    var keys = new ObjectKey(Class.forName(OBJECT));
    for (var partition : layouter.partitions()) {
      var list = new TouchedFirst(keys, this::touched, layouter, partition);
      lists.add(list);
      layouter.setObjects(partition, list);
    }
  }

  /// Returns the keys of the objects to place first. Called when all objects of all partitions are
  /// known.
  private Set<String> touched(ObjectKey keys) {
    if (touched.isEmpty()) {
      touched.addAll(ProfiledNames.names("short-commands-heap.txt"));
      try {
        var held = new ArrayList<>();
        for (var list : lists) {
          for (var object : list.all()) {
            held.add(keys.held(object));
          }
        }
        touched.addAll(InternedNames.compared(InternedNames.table(held), touched, keys));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return touched;
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

  /// The objects of a partition. The first iteration places the accessed ones before it returns the
  /// others.
  private static final class TouchedFirst extends ArrayList<Object> {
    private static final long serialVersionUID = 1;

    private final transient ObjectKey keys;
    private final transient Function<ObjectKey, Set<String>> touched;
    private final transient HeapLayouter layouter;
    private final transient Object partition;
    private transient @Nullable List<Object> placing;

    TouchedFirst(
        ObjectKey keys,
        Function<ObjectKey, Set<String>> touched,
        HeapLayouter layouter,
        Object partition) {
      this.keys = keys;
      this.touched = touched;
      this.layouter = layouter;
      this.partition = partition;
    }

    List<Object> all() {
      var all = new ArrayList<>();
      super.iterator().forEachRemaining(all::add);
      return all;
    }

    @Override
    public Iterator<Object> iterator() {
      if (placing != null) {
        return placing.iterator();
      }
      var first = new ArrayList<>();
      var rest = new ArrayList<>();
      for (var object : all()) {
        (isTouched(object) ? first : rest).add(object);
      }
      System.out.println(first.size() + " of " + size() + " objects are placed first");
      try {
        if (layouter.inChunks(partition)) {
          placing = first;
          layouter.place(partition);
          placing = rest;
          return rest.iterator();
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
      first.addAll(rest);
      return first.iterator();
    }

    private boolean isTouched(Object object) {
      try {
        return touched.apply(keys).contains(keys.of(object));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
