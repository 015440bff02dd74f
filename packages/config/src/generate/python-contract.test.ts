import { checkApplication } from "../check-application";
import { shop } from "../testing/shop";
import { pythonContract } from "./python-contract";

describe("the contract of a source", () => {
  const application = shop();
  application.services.web.port = 9000;
  application.services.web.variableNames = { STRIPE_KEY: "STRIPE_API_KEY" };
  const contract = pythonContract(checkApplication(application), "apps/shop");

  it("says what its service is to answer", () => {
    expect(contract).toContain('PORT: Final = 9000\nHEALTH_CHECK_PATH: Final = "/health_check"\n');
  });

  it("names the variables of what the service uses, and of its secrets by the names the service chose", () => {
    expect(contract).toContain('    ORDERS_TABLE_NAME: Final = "ORDERS_TABLE_NAME"\n');
    expect(contract).toContain('    STRIPE_KEY: Final = "STRIPE_API_KEY"\n');
  });

  it("has the variables of two data stores that would share their names under those that the service chose", () => {
    const books = shop();
    books.data = { orders: { kind: "postgres", version: "17" }, bills: { kind: "postgres", version: "17" } };
    const names = ["PGHOST", "PGPORT", "PGDATABASE", "PGSSLMODE", "PGUSER", "PGPASSWORD"];
    const variableNames = Object.fromEntries(names.map((name) => [`bills.${name}`, `BILLS_${name}`]));
    books.services.web = { ...books.services.web, uses: { orders: "read-write", bills: "read-write" }, variableNames };
    books.services.admin.uses = {};
    const two = pythonContract(checkApplication(books), "apps/shop");
    expect(two).toContain('    PGHOST: Final = "PGHOST"\n');
    expect(two).toContain('    BILLS_PGHOST: Final = "BILLS_PGHOST"\n');
  });

  it("does not exist for a folder that is no service's", () => {
    expect(pythonContract(checkApplication(application), "apps/other")).toBeUndefined();
  });
});
