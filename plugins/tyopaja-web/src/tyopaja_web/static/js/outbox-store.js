// Where commands wait: a table in IndexedDB, in the order in which they were given. The page and the service worker read
// the same one. Where a browser has none (some private windows), the list is in memory and `lasting` says so.

const NAME = "tyopaja-outbox";
const ROWS = "commands";

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function opened() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    const rows = request.result.createObjectStore(ROWS, { keyPath: "order", autoIncrement: true });
    rows.createIndex("id", "id", { unique: true });
  };
  return asked(request);
}

/** The list in memory, with the same methods. */
class Passing {
  lasting = false;
  #rows = [];
  #order = 0;

  async all() {
    return this.#rows.map((row) => ({ ...row }));
  }

  async put(row) {
    if (!this.#rows.some((one) => one.id === row.id)) this.#rows.push({ ...row, order: ++this.#order });
  }

  async change(id, values) {
    const row = this.#rows.find((one) => one.id === id);
    if (row) Object.assign(row, values);
  }

  async remove(id) {
    this.#rows = this.#rows.filter((row) => row.id !== id);
  }
}

class Lasting {
  lasting = true;
  #database;

  constructor(database) {
    this.#database = database;
    // A newer version of this page in another tab may need to change the table: do not stand in its way.
    database.onversionchange = () => database.close();
  }

  /** Run one transaction; resolves when it is on the disk, not when it is asked for. */
  #run(mode, work) {
    const transaction = this.#database.transaction(ROWS, mode, mode === "readwrite" ? { durability: "strict" } : {});
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
    const given = work(transaction.objectStore(ROWS));
    return Promise.all([done, given]).then(([, value]) => value);
  }

  /** Every row, oldest first. */
  all() {
    return this.#run("readonly", (rows) => asked(rows.getAll()));
  }

  /** Put a row in; one whose id is there is left as it is. */
  put(row) {
    return this.#run("readwrite", async (rows) => {
      if ((await asked(rows.index("id").getKey(row.id))) === undefined) rows.add(row);
    });
  }

  change(id, values) {
    return this.#run("readwrite", async (rows) => {
      const row = await asked(rows.index("id").get(id));
      if (row) rows.put({ ...row, ...values });
    });
  }

  remove(id) {
    return this.#run("readwrite", async (rows) => {
      const order = await asked(rows.index("id").getKey(id));
      if (order !== undefined) rows.delete(order);
    });
  }
}

/** Open the table; the one in memory where there is none to be had. */
export async function openRows() {
  try {
    return new Lasting(await opened());
  } catch {
    return new Passing();
  }
}
